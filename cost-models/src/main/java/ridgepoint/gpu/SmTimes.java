package ridgepoint.gpu;

import ridgepoint.event.ClockDomain;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;
import ridgepoint.wave.UnitCosts;

/** How long an SM's units take for the steps of one pass, in ticks. */
final class SmTimes {
  private final GpuParameters parameters;
  private final UnitCosts costs;
  private final SmShapes shapes;
  private final ClockDomain clock;
  private final double clockHertz;
  private final double fixedShare;

  /**
   * @param fixedShare of a tile's fixed time that it takes in this pass
   */
  SmTimes(
      GpuParameters parameters,
      UnitCosts costs,
      SmShapes shapes,
      ClockDomain clock,
      double clockHertz,
      double fixedShare) {
    this.parameters = parameters;
    this.costs = costs;
    this.shapes = shapes;
    this.clock = clock;
    this.clockHertz = clockHertz;
    this.fixedShare = fixedShare;
  }

  /** From when a tile has its place on an SM to its first load. */
  long startTicks() {
    return clock.ticksOf(fixedShare * parameters.waves().tileSeconds() + costs.startSeconds());
  }

  /** Before the first tile of a pass begins. */
  long kernelTicks() {
    double handOut = Math.max(0, costs.fillSeconds() - costs.firstLoadSeconds());
    return clock.ticksOf(fixedShare * parameters.waves().kernelSeconds() + handOut);
  }

  long stepTicks() {
    return clock.ticksOf(parameters.stepSeconds());
  }

  long latencyTicks() {
    return clock.ticksOf(costs.firstLoadSeconds());
  }

  long portTicks(double bytes) {
    return clock.ticksOf(bytes / (parameters.portBytesPerCycle() * clockHertz));
  }

  long drainTicks(double bytes) {
    return clock.ticksOf(bytes * parameters.drainCyclesPerByte() / clockHertz);
  }

  boolean onMatrixUnit(Use step) {
    return costs.onMatrixUnit(step, shapes.rows(step), shapes.columns(step));
  }

  long productTicks(Use step) {
    return clock.ticksOf(costs.productSeconds(step, shapes.rows(step), shapes.columns(step)));
  }

  long vectorTicks(Use step) {
    return clock.ticksOf(costs.vectorSeconds(step));
  }

  /** Handing on a part of a tile's sums, which another SM adds to its own. */
  long fixUpTicks(TileUse tile) {
    return clock.ticksOf(costs.fixUpSeconds(tile).orElse(0));
  }

  /** What a tile keeps its SM busy with, one thing after another. */
  double length(TileUse tile) {
    double ticks = startTicks();
    for (Segment segment : tile.segments()) {
      Use step = segment.use();
      long product = step.executedMatrixOperations() > 0 ? productTicks(step) : 0;
      ticks += segment.trips() * (Math.max(product, vectorTicks(step)) + 1);
    }
    return ticks;
  }
}
