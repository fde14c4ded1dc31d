package ridgepoint.cli.hardware;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.ResultCommand;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.cycle.Timelines;
import ridgepoint.event.Listener;
import ridgepoint.event.Program;
import ridgepoint.event.Settings;
import ridgepoint.input.InputException;
import ridgepoint.report.directory.OutputFile;
import ridgepoint.report.text.LayerText;
import ridgepoint.report.trace.UnitTrace;
import ridgepoint.simulation.Version;
import ridgepoint.systolic.Layer;
import ridgepoint.systolic.LayerExecution;
import ridgepoint.systolic.LayerRun;
import ridgepoint.systolic.Machine;

/** {@code ridgepoint cycle KIND}: one layer on one systolic array, cycle by cycle. */
abstract class LayerCommand extends ResultCommand<LayerText.Run> {
  private static final double NANOSECOND = 1e-9;
  private static final double MOST_PRODUCTS = 2e9;
  private static final int MOST_SPANS = 500_000;

  @Mixin ArrayOptions array = new ArrayOptions();

  @Option(
      names = "--replay-all",
      description = "Follow every word that the array reads; same result.")
  boolean replayAll;

  @Option(
      names = "--execute",
      description = "Multiply real numbers, fold by fold, and hold them against double precision.")
  boolean execute;

  @Option(names = "--cycles-limit", paramLabel = "N", description = "Give up after so many cycles.")
  Long cyclesLimit;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write a timeline of array and ports for Perfetto; needs a limited bandwidth.")
  Path trace;

  protected LayerCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  /** The layer of the options. */
  abstract Layer layer();

  abstract String name();

  @Override
  public final LayerText.Run compute() {
    Settings settings = settings();
    try {
      Layer layer = layer();
      Machine machine = array.machine(workbench);
      Optional<Timelines> timelines = timelines(machine);
      long before = cpuNanoseconds();
      var result =
          new LayerRun(layer, machine, settings).result(program -> listener(timelines, program));
      double seconds = (cpuNanoseconds() - before) * NANOSECOND;
      timelines.ifPresent(
          all -> OutputFile.write(trace, UnitTrace.of(Version.current(), array.hardware, all)));
      return new LayerText.Run(
          Version.current(), array.hardware, name(), result, executed(layer, machine), seconds);
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  private Optional<LayerExecution.Result> executed(Layer layer, Machine machine) {
    if (!execute) {
      return Optional.empty();
    }
    double products = (double) layer.batches() * layer.m() * layer.n() * layer.k();
    if (products > MOST_PRODUCTS) {
      throw new InputException(
          "--execute multiplies at most %.0e numbers, and %s has %.1e"
              .formatted(MOST_PRODUCTS, name(), products));
    }
    return Optional.of(new LayerExecution(layer, machine).result());
  }

  private Listener listener(Optional<Timelines> timelines, Program program) {
    return timelines.map(all -> all.of(name(), program)).orElse(Listener.NONE);
  }

  private Optional<Timelines> timelines(Machine machine) {
    if (trace == null) {
      return Optional.empty();
    }
    if (machine.wordsPerCycle().isEmpty()) {
      throw new InputException("--trace needs a limited --bandwidth; without limit nothing waits");
    }
    OutputFile.check(trace);
    return Optional.of(new Timelines(MOST_SPANS));
  }

  private Settings settings() {
    Settings settings = Settings.USUAL.replayingAll(replayAll);
    if (cyclesLimit == null) {
      return settings;
    }
    return settings.limitedTo(
        Sizes.within("--cycles-limit", cyclesLimit, 1),
        "the layer takes more than the " + cyclesLimit + " cycles of --cycles-limit");
  }

  /** A size that has to be given. */
  protected static int size(String option, Long value) {
    long size = Sizes.size(option, value);
    if (size > Integer.MAX_VALUE) {
      throw new InputException(option + " must be at most " + Integer.MAX_VALUE + ", got " + size);
    }
    return (int) size;
  }

  private static long cpuNanoseconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Override
  protected final String text(LayerText.Run run, OutputFormat format) {
    return switch (format) {
      case TABLE -> LayerText.table(run);
      case JSON -> LayerText.json(run);
      case CSV -> LayerText.csv(run);
    };
  }

  @Override
  protected final String jsonLine(LayerText.Run run) {
    return LayerText.jsonLine(run);
  }

  @Override
  protected final Map<String, String> csvLine(LayerText.Run run) {
    return LayerText.fields(run);
  }
}
