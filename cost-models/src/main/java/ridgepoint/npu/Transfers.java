package ridgepoint.npu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.dram.DramConfiguration;
import ridgepoint.dram.DramMemory;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.operator.Gemm;

/** How operands of a product get on chip and outputs off it. */
sealed interface Transfers {

  /** What is moved. */
  enum Operand {
    INPUTS,
    WEIGHTS,
    OUTPUTS
  }

  /**
   * Starts moving bytes; the stream goes on when they are on the way.
   *
   * @param arrived credits of which one is given when all of them are there; of outputs nobody
   *     waits for
   */
  void move(StreamBuilder stream, Operand operand, double bytes, int arrived);

  /** Main memory as one unit with a rate, which cores use in turns of a piece. */
  record AtRate(CyclePass pass, NpuRates rates) implements Transfers {
    private static final long PIECE_BYTES = 4096;

    /** In pieces; a remainder goes with the first. */
    @Override
    public void move(StreamBuilder stream, Operand operand, double bytes, int arrived) {
      boolean write = operand == Operand.OUTPUTS;
      String label = label(operand);
      long pieces = Math.max(1, (long) (bytes / PIECE_BYTES));
      rates.transfer(pass, stream, bytes - (pieces - 1) * PIECE_BYTES, write, label);
      if (pieces > 1) {
        stream.loop(pieces - 1);
        rates.transfer(pass, stream, PIECE_BYTES, write, label);
        stream.end();
      }
      if (!write) {
        stream.give(arrived, 1, When.DONE);
      }
    }

    private static String label(Operand operand) {
      return switch (operand) {
        case INPUTS -> "inputs";
        case WEIGHTS -> "weights";
        case OUTPUTS -> "outputs";
      };
    }
  }

  /** Main memory as a DRAM controller, command by command; operands lie one after another. */
  final class ByCommand implements Transfers {
    private final CyclePass pass;
    private final int level;
    private final int written;
    private final long[] mostBytes;

    ByCommand(CyclePass pass, Gemm gemm, DramConfiguration memory, int level) {
      this.pass = pass;
      this.level = level;
      double batches = gemm.batches();
      double[] bytes = {
        gemm.left().bytes(batches * gemm.m() * gemm.k()),
        gemm.right().bytes(batches * gemm.k() * gemm.n()),
        gemm.output().bytes(batches * gemm.m() * gemm.n()),
      };
      long access = memory.organization().accessBytes();
      mostBytes = new long[bytes.length];
      List<DramMemory.Region> regions = new ArrayList<>();
      long start = 0;
      for (int i = 0; i < bytes.length; i++) {
        mostBytes[i] = (long) Math.ceil(bytes[i] / access) * access;
        regions.add(new DramMemory.Region(start, mostBytes[i]));
        start += mostBytes[i];
      }
      long period = ClockDomain.nearestTick(memory.clockPeriodSeconds());
      pass.events().memory(new DramMemory(memory, period, regions));
      written = pass.events().credits("written", 0, "writes");
    }

    @Override
    public void move(StreamBuilder stream, Operand operand, double bytes, int arrived) {
      boolean write = operand == Operand.OUTPUTS;
      int region = operand.ordinal();
      long whole = Math.min(mostBytes[region], Math.max(1, Math.round(bytes)));
      int tag = pass.tag(Event.move(level, bytes));
      stream.transfer(region, whole, write, write ? written : arrived, tag);
    }
  }
}
