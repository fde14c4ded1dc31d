package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Transfer;
import ridgepoint.operator.Transfer.Place;

/** {@code ridgepoint op transfer}. */
@Command(
    name = "transfer",
    sortOptions = false,
    description = "Bytes moved between a device and host memory or storage.")
public final class TransferCommand extends OperatorCommand {
  @Option(
      names = "--from",
      paramLabel = "PLACE",
      description = "device, host (default) or storage.")
  String from = "host";

  @Option(names = "--to", paramLabel = "PLACE", description = "device (default), host or storage.")
  String to = "device";

  @Option(names = "--bytes", paramLabel = "N", description = "Bytes to move.")
  Long bytes;

  public TransferCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected TransferCommand another() {
    return new TransferCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Transfer(
        Names.parse("--from", from, Place.values()),
        Names.parse("--to", to, Place.values()),
        Role.WEIGHT,
        Sizes.size("--bytes", bytes));
  }
}
