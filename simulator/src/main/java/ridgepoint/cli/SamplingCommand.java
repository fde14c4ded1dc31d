package ridgepoint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Sampling;

/** {@code ridgepoint op sampling}. */
@Command(
    name = "sampling",
    sortOptions = false,
    description = "Choice of the next token from [rows, vocabulary] logits.")
final class SamplingCommand extends OperatorCommand {
  @Option(names = "--rows", paramLabel = "N", description = "Sequences.")
  Long rows;

  @Option(names = "--vocabulary", paramLabel = "N", description = "Logits of one.")
  Long vocabulary;

  @Option(
      names = "--greedy",
      paramLabel = "BOOLEAN",
      description = "Whether the largest is taken (default: false).")
  boolean greedy;

  SamplingCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  SamplingCommand another() {
    return new SamplingCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Sampling(size("--rows", rows), size("--vocabulary", vocabulary), greedy, format());
  }
}
