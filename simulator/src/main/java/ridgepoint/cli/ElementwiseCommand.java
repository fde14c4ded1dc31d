package ridgepoint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op elementwise}. */
@Command(
    name = "elementwise",
    sortOptions = false,
    description = "An element-wise function of [rows, cols].")
final class ElementwiseCommand extends OperatorCommand {
  @Mixin MatrixOptions matrix = new MatrixOptions();

  @Option(
      names = "--function",
      paramLabel = "NAME",
      description =
          "add (default), multiply, silu, gelu, silu-multiply, gelu-multiply, quantize...")
  String function = "add";

  ElementwiseCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  ElementwiseCommand another() {
    return new ElementwiseCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Elementwise(
        Names.parse("--function", function, Elementwise.Function.values()),
        size("--rows", matrix.rows),
        size("--cols", matrix.columns),
        format(),
        format());
  }
}
