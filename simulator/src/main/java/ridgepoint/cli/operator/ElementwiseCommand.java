package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op elementwise}. */
@Command(
    name = "elementwise",
    sortOptions = false,
    description = "An element-wise function of [rows, cols].")
public final class ElementwiseCommand extends OperatorCommand {
  @Mixin MatrixOptions matrix = new MatrixOptions();

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description =
          "add (default), multiply, silu, gelu, silu-multiply, gelu-multiply, quantize...")
  String function = "add";

  public ElementwiseCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected ElementwiseCommand another() {
    return new ElementwiseCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Elementwise(
        Names.parse("--function", function, Elementwise.Function.values()),
        Sizes.size("--rows", matrix.rows),
        Sizes.size("--cols", matrix.columns),
        format(),
        format());
  }
}
