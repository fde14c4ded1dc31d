package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Operator;

/** {@code ridgepoint op moe-routing}. */
@Command(
    name = "moe-routing",
    sortOptions = false,
    description = "Choice of top-k of [tokens, experts] router logits.")
public final class RoutingCommand extends OperatorCommand {
  @Option(names = "--tokens", paramLabel = "N", description = "Tokens.")
  Long tokens;

  @Option(names = "--experts", paramLabel = "N", description = "Experts.")
  Integer experts;

  @Option(names = "--top-k", paramLabel = "N", description = "Experts chosen per token.")
  Integer topK;

  public RoutingCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected RoutingCommand another() {
    return new RoutingCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new MoeRouting(
        Sizes.size("--tokens", tokens),
        Sizes.count("--experts", experts),
        Sizes.count("--top-k", topK),
        format());
  }
}
