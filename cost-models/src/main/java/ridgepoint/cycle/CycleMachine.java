package ridgepoint.cycle;

import java.util.function.Function;
import ridgepoint.dram.DeviceDram;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;

/**
 * A kind of device, as the cycle model needs it: its units, and what they do for a recorded kernel.
 * Implementations are immutable and deterministic.
 */
public interface CycleMachine {

  /**
   * The events of one pass of a kernel. Passes that follow ({@link Recording#next}) are asked for
   * one by one; each begins when the one before has ended.
   *
   * @param tiling as the pipeline model of the kind chooses it
   * @param kernel its first pass
   * @param pass this one: the first, or one that follows it
   * @param memory what decides when main memory is done
   * @throws ridgepoint.estimate.UnsupportedOperatorException when the device cannot compute it
   */
  CyclePass pass(
      Operator operator, Tiling tiling, Recording kernel, Recording pass, MemoryTiming memory);

  /**
   * The same pass for any main memory, where it takes work to build that does not depend on it.
   *
   * @return gives the events with what decides when main memory is done
   */
  default Function<MemoryTiming, CyclePass> prepared(
      Operator operator, Tiling tiling, Recording kernel, Recording pass) {
    return memory -> pass(operator, tiling, kernel, pass, memory);
  }

  /**
   * How much of a pass controllers of main memory play before what they have reached holds for the
   * rest of it: as much as steps of this kind need to overlap as they will.
   */
  default PlayedPart played(DeviceDram dram) {
    return PlayedPart.lasting(PlayedWindow.seconds(dram));
  }

  /** Seconds before the first pass in which no unit works: the launch. */
  double launchSeconds();
}
