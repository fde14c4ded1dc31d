package ridgepoint.model;

import java.util.List;

/**
 * Where a model's description comes from.
 *
 * @param aliases other names users know, such as {@code meta-llama/Llama-2-7b-hf}
 * @param source where the sizes stand
 * @param parameters the published parameter count; 0 when none is known
 * @param parametersSource where that count stands
 */
public record Publication(
    List<String> aliases, String source, double parameters, String parametersSource) {
  public Publication {
    aliases = List.copyOf(aliases);
  }
}
