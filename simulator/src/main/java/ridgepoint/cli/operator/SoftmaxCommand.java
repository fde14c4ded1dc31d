package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Softmax;

/** {@code ridgepoint op softmax}. */
@Command(name = "softmax", sortOptions = false, description = "Row-wise softmax of [rows, cols].")
public final class SoftmaxCommand extends OperatorCommand {
  @Mixin MatrixOptions matrix = new MatrixOptions();

  public SoftmaxCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected SoftmaxCommand another() {
    return new SoftmaxCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Softmax(
        Sizes.size("--rows", matrix.rows), Sizes.size("--cols", matrix.columns), format());
  }
}
