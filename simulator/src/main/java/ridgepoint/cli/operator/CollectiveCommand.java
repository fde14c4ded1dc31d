package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op collective}. */
@Command(
    name = "collective",
    sortOptions = false,
    description = "Communication among devices of a system.")
public final class CollectiveCommand extends OperatorCommand {
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

  public CollectiveCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected CollectiveCommand another() {
    return new CollectiveCommand(terminal, workbench);
  }

  @Override
  int devices() {
    return Sizes.count("--devices", devices);
  }

  @Override
  Operator operator() {
    return new Collective(
        Names.parse("--type", kind, Collective.Type.values()),
        Sizes.size("--bytes", bytes) / type().bytes(),
        devices(),
        1,
        format());
  }
}
