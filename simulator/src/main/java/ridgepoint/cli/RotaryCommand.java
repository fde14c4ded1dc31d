package ridgepoint.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Rotary;

/** {@code ridgepoint op rotary}. */
@Command(
    name = "rotary",
    sortOptions = false,
    description = "Rotary position embedding of [tokens, heads, head-dim].")
final class RotaryCommand extends OperatorCommand {
  @Option(names = "--tokens", paramLabel = "N", description = "Tokens.")
  Long tokens;

  @Option(names = "--heads", paramLabel = "N", description = "Heads.")
  Integer heads;

  @Option(names = "--head-dim", paramLabel = "N", description = "Rotated width of a head.")
  Integer headDim;

  RotaryCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  RotaryCommand another() {
    return new RotaryCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new Rotary(
        size("--tokens", tokens), count("--heads", heads), count("--head-dim", headDim), format());
  }
}
