package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op grouped-gemm}. */
@Command(
    name = "grouped-gemm",
    sortOptions = false,
    description =
        "Products of a mixture of experts: rows sorted by expert, weights [k,n] per expert.")
public final class GroupedGemmCommand extends OperatorCommand {
  @Option(names = "--groups", paramLabel = "N", description = "Experts with at least one row.")
  Double groups;

  @Option(names = "--rows", paramLabel = "N", description = "Rows over all experts.")
  Double rows;

  @Option(names = "--n", paramLabel = "N", description = "Outputs of an expert.")
  Long n;

  @Option(names = "--k", paramLabel = "N", description = "Inputs of an expert.")
  Long k;

  public GroupedGemmCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected GroupedGemmCommand another() {
    return new GroupedGemmCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new GroupedGemm(
        Sizes.amount("--groups", groups),
        Sizes.amount("--rows", rows),
        Sizes.size("--n", n),
        Sizes.size("--k", k),
        format(),
        format(),
        format(),
        computable(type()));
  }
}
