package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;

/** {@code ridgepoint op gemm}. */
@Command(
    name = "gemm",
    sortOptions = false,
    description = "C[m,n] = A[m,k] B[k,n], B being weights.")
public final class GemmCommand extends OperatorCommand {
  @Option(names = "--m", paramLabel = "N", description = "Rows of A: tokens.")
  Long m;

  @Option(names = "--n", paramLabel = "N", description = "Columns of B: outputs.")
  Long n;

  @Option(names = "--k", paramLabel = "N", description = "Columns of A: inputs.")
  Long k;

  @Option(names = "--batches", paramLabel = "N", description = "Independent products (default: 1).")
  long batches = 1;

  @Option(
      names = {"--weight-dtype", "--w-bits"},
      paramLabel = "TYPE|BITS",
      description = "Type of B; products run in the wider type of A and B.")
  String weights;

  @Option(
      names = "--group-size",
      paramLabel = "N",
      description = "Elements of B that share a 16-bit scale; 0 (default): scales are not counted.")
  int groupSize;

  @Option(
      names = "--density",
      paramLabel = "FRACTION",
      description = "Kept fraction of B; 0.5 for 2:4 sparsity (default: 1).")
  double density = 1;

  public GemmCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected GemmCommand another() {
    return new GemmCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    DataType left = type();
    DataType right = weights == null ? left : typeOf("--weight-dtype", weights);
    Format stored = groupSize == 0 ? Format.of(right) : Format.grouped(right, groupSize, 0);
    return new Gemm(
        Sizes.within("--batches", batches, 1),
        Sizes.size("--m", m),
        Sizes.size("--n", n),
        Sizes.size("--k", k),
        Format.of(left),
        stored,
        Format.of(left),
        Role.WEIGHT,
        Role.ACTIVATION,
        computable(right.bits() > left.bits() ? right : left),
        density);
  }
}
