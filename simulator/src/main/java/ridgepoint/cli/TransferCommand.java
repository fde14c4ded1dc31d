package ridgepoint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Transfer;
import ridgepoint.operator.Transfer.Place;

/** {@code ridgepoint op transfer}. */
@Command(
    name = "transfer",
    sortOptions = false,
    description = "Bytes moved between a device and host memory or storage.")
final class TransferCommand extends OperatorCommand {
  @Option(
      names = "--from",
      paramLabel = "PLACE",
      description = "device, host (default) or storage.")
  String from = "host";

  @Option(names = "--to", paramLabel = "PLACE", description = "device (default), host or storage.")
  String to = "device";

  @Option(names = "--bytes", paramLabel = "N", description = "Bytes to move.")
  Long bytes;

  TransferCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  TransferCommand another() {
    return new TransferCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Transfer(
        Names.parse("--from", from, Place.values()),
        Names.parse("--to", to, Place.values()),
        Role.WEIGHT,
        size("--bytes", bytes));
  }
}
