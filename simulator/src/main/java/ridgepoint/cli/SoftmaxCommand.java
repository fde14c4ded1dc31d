package ridgepoint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Softmax;

/** {@code ridgepoint op softmax}. */
@Command(name = "softmax", sortOptions = false, description = "Row-wise softmax of [rows, cols].")
final class SoftmaxCommand extends OperatorCommand {
  @Mixin MatrixOptions matrix = new MatrixOptions();

  SoftmaxCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  SoftmaxCommand another() {
    return new SoftmaxCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Softmax(size("--rows", matrix.rows), size("--cols", matrix.columns), format());
  }
}
