package ridgepoint.cli.option;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.cycle.CycleSettings.MemoryChoice;
import ridgepoint.cycle.Executions;
import ridgepoint.cycle.Timelines;
import ridgepoint.dram.DramLibrary;
import ridgepoint.dram.DramsimIni.Reading;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Settings;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.report.directory.OutputFile;
import ridgepoint.report.trace.UnitTrace;
import ridgepoint.simulation.Version;

/** How simulations of the cycle fidelity are run. */
public final class CycleOptions {
  /** Of a timeline; a file of 100 MB. */
  private static final int MOST_SPANS = 500_000;

  private static final String RATE = "rate";

  @Option(
      names = "--replay-all",
      description = "Cycle fidelity: replay every event, also where they repeat; same result.")
  boolean replayAll;

  @Option(
      names = "--cycles-limit",
      paramLabel = "N",
      description = "Cycle fidelity: give up an operator that takes more cycles of the clock.")
  Long cyclesLimit;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Cycle fidelity: write a timeline of every unit for Perfetto.")
  Path trace;

  @Option(
      names = "--dram",
      paramLabel = "ID|FILE|rate",
      description = {
        "Cycle fidelity: main memory as interfaces of this DRAM, as many as come nearest to its",
        "bandwidth, command by command; or at a rate. By default the DRAM that the device names."
      })
  String dram;

  @Option(
      names = "--dram-whole",
      description = {
        "Cycle fidelity: play main memory's commands to the end of every operator, however long,",
        "instead of a window whose rate holds for the rest."
      })
  boolean dramWhole;

  /** Where operators are computed as well as timed; null where they are not. */
  Executions executions;

  /** Where whoever waits is told how far simulations are; null where nobody is. */
  private Terminal waiting;

  private Timelines timelines;

  /** Refuses options that the fidelity has no use for. */
  void check(Fidelity fidelity) {
    if (cyclesLimit != null && cyclesLimit < 1) {
      throw new InputException("--cycles-limit must be at least 1, got " + cyclesLimit);
    }
    if (trace != null) {
      OutputFile.check(trace);
    }
    String given =
        replayAll
            ? "--replay-all"
            : cyclesLimit != null
                ? "--cycles-limit"
                : trace != null
                    ? "--trace"
                    : dram != null ? "--dram" : dramWhole ? "--dram-whole" : "";
    if (dramWhole && RATE.equals(dram)) {
      throw new InputException("--dram-whole needs a DRAM; --dram is rate");
    }
    if (fidelity != Fidelity.CYCLE && !given.isEmpty()) {
      throw new InputException(
          given + " needs --fidelity cycle; --fidelity is " + Names.id(fidelity));
    }
  }

  /** Has whoever waits at a terminal told how far simulations are. */
  public void reportTo(Terminal terminal) {
    waiting = terminal;
  }

  /** For a device of that system. */
  public CycleSettings settings(SystemSpec system) {
    Settings settings = Settings.USUAL.replayingAll(replayAll);
    if (cyclesLimit != null) {
      double hertz = system.device().compute().clockHertz();
      double ticks = cyclesLimit * (ClockDomain.TICKS_PER_SECOND / hertz);
      settings =
          settings.limitedTo(
              (long) Math.max(1, Math.min(ticks, Long.MAX_VALUE)),
              "an operator takes more than the %d cycles of --cycles-limit on %s"
                  .formatted(cyclesLimit, system.device().id()));
    }
    timelines = trace == null ? null : new Timelines(MOST_SPANS);
    CycleSettings.Listeners listeners =
        timelines == null ? CycleSettings.USUAL.listeners() : timelines;
    if (waiting != null && waiting.interactive()) {
      SimulationProgress progress = new SimulationProgress(waiting, listeners, System::nanoTime);
      settings = settings.reportingTo(progress);
      listeners = progress;
    }
    CycleSettings usual = new CycleSettings(settings, listeners);
    CycleSettings run = dramWhole ? usual.playingWhole() : usual;
    CycleSettings executing = executions == null ? run : run.executing(executions);
    return dram == null ? executing : executing.on(memory());
  }

  private MemoryChoice memory() {
    return dram.equals(RATE)
        ? new MemoryChoice.AtRate()
        : new MemoryChoice.Of(new DramLibrary().load(dram, Reading.AS_DRAMSIM3));
  }

  /** Writes the timelines of what has been simulated, if they were asked for. */
  public void writeTrace(String hardware) {
    if (timelines != null) {
      OutputFile.write(trace, UnitTrace.of(Version.current(), hardware, timelines));
    }
  }

  void echo(Map<String, String> inputs) {
    if (replayAll) {
      inputs.put("replay-all", "true");
    }
    if (cyclesLimit != null) {
      inputs.put("cycles-limit", cyclesLimit.toString());
    }
    if (dram != null) {
      inputs.put("dram", dram);
    }
    if (dramWhole) {
      inputs.put("dram-whole", "true");
    }
  }
}
