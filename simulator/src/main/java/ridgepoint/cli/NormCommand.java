package ridgepoint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op norm}. */
@Command(
    name = "norm",
    sortOptions = false,
    description = "Row-wise normalisation of [rows, cols].")
final class NormCommand extends OperatorCommand {
  @Mixin MatrixOptions matrix = new MatrixOptions();

  @Option(names = "--type", paramLabel = "TYPE", description = "rms (default) or layer.")
  String kind = "rms";

  @Option(
      names = "--residual",
      paramLabel = "BOOLEAN",
      description = "Whether a residual is added first, in the same kernel (default: false).")
  boolean residual;

  NormCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  NormCommand another() {
    return new NormCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Norm(
        Names.parse("--type", kind, Norm.Type.values()),
        size("--rows", matrix.rows),
        size("--cols", matrix.columns),
        residual,
        format(),
        format());
  }
}
