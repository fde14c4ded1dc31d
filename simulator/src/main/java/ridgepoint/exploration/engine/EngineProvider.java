package ridgepoint.exploration.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/** An engine that comes in a module of its own, found on the class path. */
public interface EngineProvider {

  /** As {@code --engine} names it. */
  String name();

  /**
   * Starts the engine.
   *
   * @param experiment its text, to be compiled where points are evaluated
   * @param master where the cluster is
   * @throws InputException when it cannot be reached
   */
  Engine start(String experiment, String master);

  /**
   * The engine of that name.
   *
   * @throws InputException when it is not there
   */
  static EngineProvider named(String name) {
    List<String> names = new ArrayList<>(List.of("local"));
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
      if (provider.name().equals(name)) {
        return provider;
      }
      names.add(provider.name());
    }
    throw new InputException(
        "--engine "
            + name
            + " is not here"
            + NearMatch.hint(name, names)
            + "; there are "
            + String.join(", ", names)
            + " (spark: mvn -Pspark package)");
  }
}
