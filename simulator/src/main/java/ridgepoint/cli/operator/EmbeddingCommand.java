package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op embedding}. */
@Command(
    name = "embedding",
    sortOptions = false,
    description = "Gather of token rows from a [vocabulary, cols] table.")
public final class EmbeddingCommand extends OperatorCommand {
  @Option(names = "--tokens", paramLabel = "N", description = "Tokens.")
  Long tokens;

  @Option(names = "--vocabulary", paramLabel = "N", description = "Rows of the table.")
  Long vocabulary;

  @Option(
      names = {"--cols", "--columns"},
      paramLabel = "N",
      description = "Columns.")
  Long columns;

  public EmbeddingCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected EmbeddingCommand another() {
    return new EmbeddingCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Embedding(
        Sizes.size("--tokens", tokens),
        Sizes.size("--vocabulary", vocabulary),
        Sizes.size("--cols", columns),
        format(),
        format());
  }
}
