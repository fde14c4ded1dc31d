package ridgepoint.pipeline;

import ridgepoint.operator.Operator;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;

/** Writes down what an operator's kernel uses when it is cut in a given way. */
@FunctionalInterface
public interface KernelRecorder {
  Recording record(Operator operator, Tiling tiling);
}
