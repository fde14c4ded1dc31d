package ridgepoint.cli.pim;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.cli.option.PrecisionOptions;
import ridgepoint.cycle.Timelines;
import ridgepoint.energy.Activity;
import ridgepoint.energy.EnergyModel;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.pim.cycle.Engines;
import ridgepoint.pim.cycle.PimCycleMachine;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.kernel.Engine.HostRun;
import ridgepoint.pim.kernel.KernelRun;
import ridgepoint.pim.kernel.Task;
import ridgepoint.report.directory.OutputFile;
import ridgepoint.report.text.Figures;
import ridgepoint.report.text.PimRun;
import ridgepoint.report.trace.UnitTrace;
import ridgepoint.simulation.Version;

/** A kernel whose operands lie in the banks, and the same through the host. */
abstract class PimKernelCommand extends PimCommand {
  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "Data type; by default the first that the units compute.")
  String dtype;

  @Option(
      names = "--no-power-limit",
      description = "Compute as often as timing allows, whatever power that takes (AttAcc).")
  boolean unlimited;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = {
        "Write a timeline of the commands for Perfetto: units, rows or bank groups, modes, refresh."
      })
  Path trace;

  protected PimKernelCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  abstract String kernel();

  /** The task of the options as parsed; notes the options that describe it. */
  abstract Task task(DataType type, Map<String, Object> inputs);

  /** Vectors from which on the host is faster. */
  OptionalInt breakEven(Engine engine, Task task) {
    return OptionalInt.empty();
  }

  /** Figures of this kernel alone. */
  Map<String, Object> besides(DeviceSpec device, Engine engine, Task task) {
    return Map.of();
  }

  @Override
  public final Figures compute() {
    DeviceSpec device = device();
    DataType usual = device.compute().matrixPeak().keySet().stream().sorted().findFirst().get();
    DataType type = dtype == null ? usual : PrecisionOptions.parse("--dtype", dtype, usual);
    Map<String, Object> inputs = new LinkedHashMap<>();
    Task task = task(type, inputs);
    inputs.put("dtype", type.id());
    Engine engine = Engines.of(device, !unlimited);
    KernelRun run = run(device, engine, task);
    Optional<HostRun> host = engine.host(task);
    EnergyModel energy = new EnergyModel(device);
    return new PimRun(
            Version.current(),
            device.id(),
            kernel(),
            inputs,
            run,
            energy.energy(PimCycleMachine.activity(device, run, type), run.seconds()).totalJoules(),
            host,
            host.map(outside -> joules(device, energy, type, outside)).orElse(0.0),
            breakEven(engine, task),
            besides(device, engine, task))
        .figures();
  }

  /** Most spans of a timeline; a file of 50 MB. */
  private static final int MOST_SPANS = 250_000;

  private KernelRun run(DeviceSpec device, Engine engine, Task task) {
    if (trace == null) {
      return engine.run(task);
    }
    OutputFile.check(trace);
    Timelines timelines = new Timelines(MOST_SPANS);
    KernelRun run = engine.run(task, timelines.commands(kernel(), engine.cycleSeconds()));
    OutputFile.write(trace, UnitTrace.of(Version.current(), device.id(), timelines));
    return run;
  }

  private static double joules(DeviceSpec device, EnergyModel energy, DataType type, HostRun host) {
    double[] bytes = new double[device.memory().size()];
    bytes[bytes.length - 1] = host.bytes();
    Activity traffic = Activity.onDevice(0, type, 0, 0, bytes);
    return energy.energy(traffic, host.cycles() * host.cycleSeconds()).totalJoules();
  }
}
