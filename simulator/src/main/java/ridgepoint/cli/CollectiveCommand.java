package ridgepoint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op collective}. */
@Command(
    name = "collective",
    sortOptions = false,
    description = "Communication among devices of a system.")
final class CollectiveCommand extends OperatorCommand {
  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description =
          "all-reduce (default), all-gather, reduce-scatter, all-to-all or point-to-point.")
  String kind = "all-reduce";

  @Option(
      names = "--bytes",
      paramLabel = "N",
      description = "Size of the buffer, as nccl-tests gives it.")
  Long bytes;

  @Option(
      names = "--devices",
      paramLabel = "N",
      description = "Devices that take part (default: 2).")
  int devices = 2;

  CollectiveCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  CollectiveCommand another() {
    return new CollectiveCommand(terminal, workbench);
  }

  @Override
  int devices() {
    return count("--devices", devices);
  }

  @Override
  Operator operator() {
    return new Collective(
        Names.parse("--type", kind, Collective.Type.values()),
        size("--bytes", bytes) / type().bytes(),
        devices(),
        1,
        format());
  }
}
