package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Rotary;

/** {@code ridgepoint op rotary}. */
@Command(
    name = "rotary",
    sortOptions = false,
    description = "Rotary position embedding of [tokens, heads, head-dim].")
public final class RotaryCommand extends OperatorCommand {
  @Option(names = "--tokens", paramLabel = "N", description = "Tokens.")
  Long tokens;

  @Option(names = "--heads", paramLabel = "N", description = "Heads.")
  Integer heads;

  @Option(names = "--head-dim", paramLabel = "N", description = "Rotated width of a head.")
  Integer headDim;

  public RotaryCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected RotaryCommand another() {
    return new RotaryCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Rotary(
        Sizes.size("--tokens", tokens),
        Sizes.count("--heads", heads),
        Sizes.count("--head-dim", headDim),
        format());
  }
}
