package ridgepoint.cycle;

import java.util.List;
import ridgepoint.operator.Operator;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Recording;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/** Has operators computed while they are timed: each tile when its events complete it. */
public sealed interface Executing permits Executions, KernelExecution {
  /** Whether there is anything to learn from executing an operator. */
  boolean wants(Operator operator);

  /**
   * Simulates all passes of an operator and computes each tile when it is done.
   *
   * @param recording of the kernel that events were made of
   */
  void add(
      Operator operator,
      Tiling tiling,
      Recording recording,
      List<CyclePass> passes,
      Pass simulation);

  /** Simulates one pass. */
  @FunctionalInterface
  interface Pass {
    void simulate(CyclePass pass, TileExecution listener);
  }

  /**
   * How many tiles were computed.
   *
   * @param all of all passes
   * @param withoutEvent of them, that were computed at the end of their pass
   */
  record Tiles(long all, long withoutEvent) {
    /** Computes all passes of a program on tensors while they are simulated. */
    static Tiles of(
        List<CyclePass> passes,
        TileProgram program,
        Recording recording,
        Tensor[] tensors,
        Pass simulation) {
      long all = 0;
      long without = 0;
      TileProgram computed = program;
      Recording recorded = recording;
      for (CyclePass pass : passes) {
        TileExecution execution = TileExecution.of(pass, computed, recorded, tensors);
        simulation.simulate(pass, execution);
        without += execution.finish();
        all += computed.tiles();
        computed = computed.next();
        recorded = recorded.next();
      }
      return new Tiles(all, without);
    }
  }
}
