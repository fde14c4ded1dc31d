package ridgepoint.pim.hbm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import ridgepoint.cycle.CommandLog;
import ridgepoint.dram.FencedChannel;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.number.DataType;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.kernel.KernelRun;
import ridgepoint.pim.kernel.Task;

/** Plays HBM-PIM's programs on one channel; all of them run the same one. */
public final class HbmPimEngine implements Engine {
  /** Accesses of a channel that are played; what is beyond repeats them. */
  private static final long MOST_ACCESSES = 1 << 20;

  private static final int FEWEST_BLOCKS = 4;

  private final HbmPim device;
  private final Programs programs;

  public HbmPimEngine(HbmPim device) {
    this.device = device;
    programs = new Programs(device);
  }

  @Override
  public void check(DataType type) {
    if (type != DataType.FP16) {
      throw new UnsupportedOperatorException("the units of HBM-PIM compute fp16, not " + type.id());
    }
  }

  @Override
  public double cycleSeconds() {
    return device.dram().clockPeriodSeconds();
  }

  @Override
  public KernelRun product(Task.Product product, CommandLog log) {
    Programs.Cut cut = programs.cut(product);
    fits(programs.rows(cut, product.tree()), Registers.DATA_ROWS);
    long perBlock = cut.inputTiles() * (long) device.registers() * (1 + device.registers());
    Played played =
        play(cut.blocks(), perBlock, blocks -> programs.product(cut, product.tree(), blocks), log);
    int sums = product.tree() ? cut.inputTiles() : 1;
    // a unit keeps a sum for every lane; the host adds them up
    double results =
        (double) product.matrices() * product.vectors() * product.outputs() * device.lanes() * sums;
    double macs =
        (double) cut.blocks()
            * device.outputTile(device.channels())
            * cut.inputTiles()
            * device.inputTile();
    return played.run(device, macs, 0, results * product.elementBytes());
  }

  @Override
  public KernelRun elementwise(Task.Elementwise task, CommandLog log) {
    long tiles = Programs.tiles(task.elements(), device.elementTile());
    long rows = Programs.tiles(tiles * device.registers(), device.columnsPerRow());
    fits(rows, Registers.SECOND_OPERAND_ROW);
    long perBlock = 2L * device.registers() * (1 + task.operation().operands());
    Played played =
        play(tiles, perBlock, blocks -> programs.elementwise(task.operation(), blocks), log);
    return played.run(device, 0, (double) tiles * device.elementTile(), 0);
  }

  private static void fits(long rows, long most) {
    if (rows > most) {
      throw new UnsupportedOperatorException(
          "operands and results take %d rows of every bank; a program of HBM-PIM reaches %d"
              .formatted(rows, most));
    }
  }

  /** What came of playing some of a program's blocks. */
  private record Played(
      long cycles, FencedChannel channel, Program program, long blocks, long played) {
    KernelRun run(HbmPim device, double macs, double vectorOperations, double resultBytes) {
      double scale = (double) blocks / played;
      int channels = device.channels();
      int burst = device.dram().organization().accessBytes();
      Map<String, Long> commands = new LinkedHashMap<>();
      commands.put("reads", Math.round(channels * channel.reads() * scale));
      commands.put("writes", Math.round(channels * channel.writes() * scale));
      commands.put("activates", Math.round(channels * channel.activates() * scale));
      commands.put("precharges", Math.round(channels * channel.precharges() * scale));
      commands.put("refreshes", Math.round(channels * channel.refreshes() * scale));
      commands.put("fences", Math.round(channels * program.fences() * scale));
      long readOut =
          resultBytes == 0
              ? 0
              : new HostTraffic(device).run(List.of(Math.round(resultBytes)), 0).cycles();
      double written = program.carried() * scale * burst * channels;
      return new KernelRun(
          cycles,
          readOut,
          device.dram().clockPeriodSeconds(),
          commands,
          macs,
          vectorOperations,
          0,
          written + resultBytes,
          1 / scale);
    }
  }

  private Played play(long blocks, long perBlock, LongFunction<Program> programOf, CommandLog log) {
    long most = Math.max(FEWEST_BLOCKS, MOST_ACCESSES / perBlock);
    long played = Math.min(blocks, most);
    Program program = programOf.apply(played);
    CommandLanes lanes = new CommandLanes(device, program, log);
    FencedChannel channel = new FencedChannel(device.dram(), device.queueEntries(), lanes);
    long cycles = channel.run(program.accesses());
    lanes.end(cycles);
    if (played < blocks) {
      long half = played / 2;
      long halfCycles =
          new FencedChannel(device.dram(), device.queueEntries(), new Mode(device))
              .run(programOf.apply(half).accesses());
      double perNext = (double) (cycles - halfCycles) / (played - half);
      cycles += Math.round((blocks - played) * perNext);
    }
    return new Played(cycles, channel, program, blocks, played);
  }

  @Override
  public Optional<HostRun> host(Task task) {
    HostTraffic traffic = new HostTraffic(device);
    if (task instanceof Task.Product product) {
      long bytes = product.elementBytes() * product.matrices();
      List<Long> reads =
          List.of(
              bytes * product.outputs() * product.inputs(),
              bytes * product.vectors() * product.inputs());
      return host(traffic, reads, bytes * product.vectors() * product.outputs());
    }
    if (task instanceof Task.Elementwise elementwise) {
      long bytes = elementwise.elementBytes() * elementwise.elements();
      return host(traffic, Collections.nCopies(elementwise.operation().operands(), bytes), bytes);
    }
    if (task instanceof Task.Activated) {
      return Optional.empty();
    }
    Task.Attention attention = (Task.Attention) task;
    long vectors = attention.elementBytes() * attention.heads() * attention.headDim();
    List<Long> caches = Collections.nCopies(2, vectors * attention.keys());
    return host(traffic, caches, vectors * attention.queries());
  }

  private Optional<HostRun> host(HostTraffic traffic, List<Long> reads, long written) {
    HostTraffic.Outcome outcome = traffic.run(reads, written);
    double bytes =
        (double) (outcome.reads() + outcome.writes()) * device.dram().organization().accessBytes();
    return Optional.of(new HostRun(outcome.cycles(), device.dram().clockPeriodSeconds(), bytes));
  }
}
