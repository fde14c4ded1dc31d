package ridgepoint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op grouped-gemm}. */
@Command(
    name = "grouped-gemm",
    sortOptions = false,
    description =
        "Products of a mixture of experts: rows sorted by expert, weights [k,n] per expert.")
final class GroupedGemmCommand extends OperatorCommand {
  @Option(names = "--groups", paramLabel = "N", description = "Experts with at least one row.")
  Double groups;

  @Option(names = "--rows", paramLabel = "N", description = "Rows over all experts.")
  Double rows;

  @Option(names = "--n", paramLabel = "N", description = "Outputs of an expert.")
  Long n;

  @Option(names = "--k", paramLabel = "N", description = "Inputs of an expert.")
  Long k;

  GroupedGemmCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  GroupedGemmCommand another() {
    return new GroupedGemmCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new GroupedGemm(
        amount("--groups", groups),
        amount("--rows", rows),
        size("--n", n),
        size("--k", k),
        format(),
        format(),
        format(),
        computable(type()));
  }
}
