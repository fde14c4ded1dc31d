package ridgepoint.model.library;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import ridgepoint.model.ModelSpec;
import ridgepoint.number.Format;

/**
 * A model with what its file says about how the weights are stored.
 *
 * @param weights format of the linear layers' weights, when the file tells
 * @param storedBytes bytes of all tensors, when the file lists them
 * @param notes what a reader should know: what was taken from where, what does not agree
 */
public record Checkpoint(
    ModelSpec model, Optional<Format> weights, OptionalDouble storedBytes, List<String> notes) {
  public Checkpoint {
    notes = List.copyOf(notes);
  }

  /** A model whose file says nothing of stored weights. */
  static Checkpoint of(ModelSpec model) {
    return new Checkpoint(model, Optional.empty(), OptionalDouble.empty(), List.of());
  }
}
