package ridgepoint.spark;

import ridgepoint.exploration.engine.Engine;
import ridgepoint.exploration.engine.EngineProvider;

/** {@code --engine spark}. */
public final class SparkProvider implements EngineProvider {
  @Override
  public String name() {
    return "spark";
  }

  @Override
  public Engine start(String experiment, String master) {
    return new SparkEngine(experiment, master);
  }
}
