package ridgepoint.cli.pim;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.input.InputException;
import ridgepoint.pim.cycle.Engines;
import ridgepoint.pim.upmem.Microbenchmarks;
import ridgepoint.pim.upmem.Microbenchmarks.Rate;
import ridgepoint.pim.upmem.Processor;
import ridgepoint.report.text.Figures;
import ridgepoint.simulation.Version;

/** What one processor beside a bank reaches, as the PrIM benchmarks measure it. */
public abstract class PimRateCommand extends PimCommand {
  private static final int MOST_THREADS = 24;

  @Option(
      names = "--tasklets",
      paramLabel = "N",
      description = "Threads of the processor; default those of the description.")
  Integer tasklets;

  protected PimRateCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  abstract String benchmark();

  /** What is counted: {@code bytes} or {@code operations}. */
  String counted() {
    return "bytes";
  }

  abstract Rate rate(Microbenchmarks benchmarks, int used, Map<String, Object> inputs);

  @Override
  public final Figures compute() {
    DeviceSpec device = device();
    Processor processor = Engines.processor(device);
    int used = tasklets == null ? processor.engine().threads() : tasklets;
    if (used < 1 || used > MOST_THREADS) {
      throw new InputException(
          "--tasklets must be between 1 and " + MOST_THREADS + ", got " + used);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("version", Version.current());
    figures.put("hw", device.id());
    figures.put("benchmark", benchmark());
    Rate rate = rate(new Microbenchmarks(processor), used, figures);
    figures.put("tasklets", (long) used);
    figures.put(counted() + "_per_s", rate.perSecond());
    figures.put("cycles", rate.cycles());
    figures.put("instructions", rate.instructions());
    figures.put("instructions_per_cycle", (double) rate.instructions() / rate.cycles());
    figures.put("transfers", rate.transfers());
    return new Figures("ridgepoint.pim-rate/1", figures);
  }

  /** Transfers between a bank and its processor's memory. */
  @Command(
      name = "transfers",
      sortOptions = false,
      description = {
        "Bytes per second between a bank and the memory of its processor.",
      })
  public static final class Transfers extends PimRateCommand {
    private static final int LARGEST = 2048;

    enum Direction {
      READ,
      WRITE,
      RANDOM
    }

    @Option(
        names = "--bytes",
        paramLabel = "N",
        description = "Of a transfer, 8 to 2048 by eights; random takes 8.")
    Integer bytes;

    @Option(
        names = "--direction",
        paramLabel = "WAY",
        description = "read, write, or random: 8 bytes anywhere are read, changed, written.")
    String direction = "read";

    public Transfers(Terminal terminal, Workbench workbench) {
      super(terminal, workbench);
    }

    @Override
    protected Transfers another() {
      return new Transfers(terminal, workbench);
    }

    @Override
    String benchmark() {
      return "transfers";
    }

    @Override
    Rate rate(Microbenchmarks benchmarks, int used, Map<String, Object> inputs) {
      Direction way = Names.parse("--direction", direction, Direction.values());
      int size = bytes == null ? (way == Direction.RANDOM ? 8 : LARGEST) : bytes;
      if (size < 8 || size > LARGEST || size % 8 != 0) {
        throw new InputException("--bytes must be 8 to 2048 by eights, got " + size);
      }
      inputs.put("direction", Names.id(way));
      inputs.put("bytes", (long) size);
      return way == Direction.RANDOM
          ? benchmarks.randomAccess(used)
          : benchmarks.transfers(size, way == Direction.WRITE, used);
    }
  }

  /** STREAM in the processor's memory. */
  @Command(
      name = "stream",
      sortOptions = false,
      description = "Bytes per second of STREAM within the memory of a processor, 64-bit integers.")
  public static final class StreamRate extends PimRateCommand {
    @Option(names = "--kernel", paramLabel = "NAME", description = "copy, add, scale or triad.")
    String kernel = "copy";

    public StreamRate(Terminal terminal, Workbench workbench) {
      super(terminal, workbench);
    }

    @Override
    protected StreamRate another() {
      return new StreamRate(terminal, workbench);
    }

    @Override
    String benchmark() {
      return "stream";
    }

    @Override
    Rate rate(Microbenchmarks benchmarks, int used, Map<String, Object> inputs) {
      Microbenchmarks.Stream asked =
          Names.parse("--kernel", kernel, Microbenchmarks.Stream.values());
      inputs.put("kernel", Names.id(asked));
      return benchmarks.stream(asked, used);
    }
  }

  /** Operations on elements. */
  @Command(
      name = "arithmetic",
      sortOptions = false,
      description = "Operations per second of a processor on elements in its memory.")
  public static final class Arithmetic extends PimRateCommand {
    @Option(names = "--operation", paramLabel = "NAME", description = "add, sub, mul or div.")
    String operation = "add";

    @Option(
        names = "--dtype",
        paramLabel = "TYPE",
        description = "int32, int64, fp32 or fp64; default int32.")
    String dtype = "int32";

    public Arithmetic(Terminal terminal, Workbench workbench) {
      super(terminal, workbench);
    }

    @Override
    protected Arithmetic another() {
      return new Arithmetic(terminal, workbench);
    }

    @Override
    String benchmark() {
      return "arithmetic";
    }

    @Override
    String counted() {
      return "operations";
    }

    @Override
    Rate rate(Microbenchmarks benchmarks, int used, Map<String, Object> inputs) {
      Processor.Operation asked =
          Names.parse("--operation", operation, Processor.Operation.values());
      inputs.put("operation", Names.id(asked));
      inputs.put("dtype", dtype);
      return benchmarks.arithmetic(asked, dtype, used);
    }
  }
}
