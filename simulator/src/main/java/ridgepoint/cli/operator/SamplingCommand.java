package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Sampling;

/** {@code ridgepoint op sampling}. */
@Command(
    name = "sampling",
    sortOptions = false,
    description = "Choice of the next token from [rows, vocabulary] logits.")
public final class SamplingCommand extends OperatorCommand {
  @Option(names = "--rows", paramLabel = "N", description = "Sequences.")
  Long rows;

  @Option(names = "--vocabulary", paramLabel = "N", description = "Logits of one.")
  Long vocabulary;

  @Option(
      names = "--greedy",
      paramLabel = "BOOLEAN",
      description = "Whether the largest is taken (default: false).")
  boolean greedy;

  public SamplingCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected SamplingCommand another() {
    return new SamplingCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Sampling(
        Sizes.size("--rows", rows), Sizes.size("--vocabulary", vocabulary), greedy, format());
  }
}
