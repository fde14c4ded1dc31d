package ridgepoint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Softmax;

/** {@code ridgepoint op softmax}. */
@Command(name = "softmax", sortOptions = false, description = "Row-wise softmax of [rows, cols].")
final class SoftmaxCommand extends OperatorCommand {
  @Option(names = "--rows", paramLabel = "N", description = "Rows.")
  Long rows;

  @Option(
      names = {"--cols", "--columns"},
      paramLabel = "N",
      description = "Columns.")
  Long columns;

  SoftmaxCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  SoftmaxCommand another() {
    return new SoftmaxCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Softmax(size("--rows", rows), size("--cols", columns), format());
  }
}
