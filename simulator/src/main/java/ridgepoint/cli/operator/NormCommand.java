package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op norm}. */
@Command(
    name = "norm",
    sortOptions = false,
    description = "Row-wise normalisation of [rows, cols].")
public final class NormCommand extends OperatorCommand {
  @Mixin MatrixOptions matrix = new MatrixOptions();

  @Option(names = "--type", paramLabel = "TYPE", description = "rms (default) or layer.")
  String kind = "rms";

  @Option(
      names = "--residual",
      paramLabel = "BOOLEAN",
      description = "Whether a residual is added first, in the same kernel (default: false).")
  boolean residual;

  public NormCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected NormCommand another() {
    return new NormCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Norm(
        Names.parse("--type", kind, Norm.Type.values()),
        Sizes.size("--rows", matrix.rows),
        Sizes.size("--cols", matrix.columns),
        residual,
        format(),
        format());
  }
}
