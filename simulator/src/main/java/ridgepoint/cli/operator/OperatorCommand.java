package ridgepoint.cli.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.AssumedNode;
import ridgepoint.cli.frame.BatchFile;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.ResultCommand;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.cli.option.ExecuteOption;
import ridgepoint.cli.option.FidelityOption;
import ridgepoint.cli.option.FidelityOption.PhaseRow;
import ridgepoint.cli.option.MachineOptions;
import ridgepoint.cli.option.PrecisionOptions;
import ridgepoint.estimate.CostModel;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Operator;
import ridgepoint.report.ExecutedTiles;
import ridgepoint.report.FidelityComparison;
import ridgepoint.report.OperatorResult;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.text.CsvReport;
import ridgepoint.report.text.JsonReport;
import ridgepoint.simulation.DataTypes;
import ridgepoint.simulation.OneOperator;
import ridgepoint.simulation.Version;

/** {@code ridgepoint op KIND}: one operator, from its shape alone. */
abstract class OperatorCommand extends ResultCommand<OperatorResult> {
  @Mixin MachineOptions machine = new MachineOptions();

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "Data type; by default bf16, or fp16 or fp32 where the device has no bf16.")
  String dtype;

  @Option(
      names = "--allow-emulation",
      description = "Compute in a wider type where the device lacks one.")
  boolean allowEmulation;

  @Mixin FidelityOption fidelities = new FidelityOption();

  @Mixin ExecuteOption execution = new ExecuteOption();

  private final List<String> notes = new ArrayList<>();
  private DeviceSpec device;

  protected OperatorCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  /** The operator of the options as parsed. */
  abstract Operator operator();

  /** Devices the operator needs. */
  int devices() {
    return 1;
  }

  @Override
  public final OperatorResult compute() {
    Fidelity fidelity = machine.fidelity();
    execution.apply(machine);
    if (!output.quiet) {
      machine.cycles.reportTo(terminal);
    }
    SystemSpec described = machine.system(workbench, 1);
    SystemSpec system = machine.system(workbench, devices());
    AssumedNode.note(described, system).ifPresent(notes::add);
    device = system.device();
    Operator operator = checkedOperator();
    CostModel costs = costs(system, fidelity);
    OperatorResult result =
        OneOperator.result(
            Version.current(),
            echo(),
            system,
            fidelity.id(),
            cost(costs, operator, fidelity),
            notes);
    machine.cycles.writeTrace(device.id());
    List<ExecutedTiles> executed = execution.results(operator.kind(), device.id());
    return result.withExecuted(executed.stream().findFirst());
  }

  @Override
  protected final int status(OperatorResult result) {
    return ExecuteOption.status(result.executed().stream().toList());
  }

  /** An operator of eager software takes a call from the host; a roofline knows no software. */
  private OperatorRow cost(CostModel costs, Operator operator, Fidelity fidelity) {
    double callSeconds =
        fidelity == Fidelity.ROOFLINE ? 0 : workbench.stack(machine.stack).host().callSeconds();
    return OneOperator.cost(costs, operator, callSeconds, device.power().idleWatts());
  }

  private CostModel costs(SystemSpec system, Fidelity fidelity) {
    return workbench.costs(
        system, fidelity, workbench.stack(machine.stack), machine.cycles.settings(system));
  }

  private FidelityComparison compared() {
    SystemSpec system = machine.system(workbench, devices());
    Operator operator = checkedOperator();
    return FidelityOption.comparison(
        device.id(),
        fidelity -> List.of(new PhaseRow("", cost(costs(system, fidelity), operator, fidelity))));
  }

  /** Shapes that contradict themselves are the user's. */
  private Operator checkedOperator() {
    try {
      return operator();
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  /** The type asked for, or the device's usual one. */
  protected DataType type() {
    return typeOf("--dtype", dtype);
  }

  protected DataType typeOf(String option, String text) {
    DataType usual = DataTypes.usual(device);
    return text == null ? usual : PrecisionOptions.parse(option, text, usual);
  }

  protected Format format() {
    return Format.of(type());
  }

  /** The type products of {@code wanted} are computed in on this device. */
  protected DataType computable(DataType wanted) {
    return DataTypes.computable(device, wanted, allowEmulation, notes);
  }

  /** Options given, by name, in the order of the command; what is not given is as help says. */
  private Map<String, String> echo() {
    Map<String, String> inputs = new LinkedHashMap<>();
    machine.echo(inputs);
    for (OptionSpec option : spec.options()) {
      String name = option.longestName().replaceFirst("^--?", "");
      Object value = option.getValue();
      boolean known = inputs.containsKey(name) || value == null;
      if (!known && !BatchFile.isOfWholeBatch(option.longestName()) && !name.equals("hardware")) {
        inputs.put(name, value.toString());
      }
    }
    inputs.putIfAbsent("dtype", type().id());
    inputs.values().removeIf(value -> value.equals("false") || value.equals("[]"));
    return inputs;
  }

  @Override
  protected String text(OperatorResult result, OutputFormat format) {
    if (fidelities.asked) {
      return FidelityOption.text(compared(), format);
    }
    return switch (format) {
      case TABLE -> output.table(terminal).operator(result);
      case JSON -> JsonReport.operator(result);
      case CSV -> CsvReport.operator(result);
    };
  }

  @Override
  protected String jsonLine(OperatorResult result) {
    return JsonReport.operatorLine(result);
  }

  @Override
  protected Map<String, String> csvLine(OperatorResult result) {
    return CsvReport.operatorLine(result);
  }
}
