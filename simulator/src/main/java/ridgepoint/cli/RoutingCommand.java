package ridgepoint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op moe-routing}. */
@Command(
    name = "moe-routing",
    sortOptions = false,
    description = "Choice of top-k of [tokens, experts] router logits.")
final class RoutingCommand extends OperatorCommand {
  @Option(names = "--tokens", paramLabel = "N", description = "Tokens.")
  Long tokens;

  @Option(names = "--experts", paramLabel = "N", description = "Experts.")
  Integer experts;

  @Option(names = "--top-k", paramLabel = "N", description = "Experts chosen per token.")
  Integer topK;

  RoutingCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  RoutingCommand another() {
    return new RoutingCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new MoeRouting(
        size("--tokens", tokens), count("--experts", experts), count("--top-k", topK), format());
  }
}
