package ridgepoint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op embedding}. */
@Command(
    name = "embedding",
    sortOptions = false,
    description = "Gather of token rows from a [vocabulary, cols] table.")
final class EmbeddingCommand extends OperatorCommand {
  @Option(names = "--tokens", paramLabel = "N", description = "Tokens.")
  Long tokens;

  @Option(names = "--vocabulary", paramLabel = "N", description = "Rows of the table.")
  Long vocabulary;

  @Option(
      names = {"--cols", "--columns"},
      paramLabel = "N",
      description = "Columns.")
  Long columns;

  EmbeddingCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  EmbeddingCommand another() {
    return new EmbeddingCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Embedding(
        size("--tokens", tokens),
        size("--vocabulary", vocabulary),
        size("--cols", columns),
        format(),
        format());
  }
}
