package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Operator;
import ridgepoint.operator.StateScan;

/** {@code ridgepoint op state-scan}. */
@Command(
    name = "state-scan",
    sortOptions = false,
    description = "Gated linear recurrence of state-space layers.")
public final class StateScanCommand extends OperatorCommand {
  @Option(
      names = {"--batch-size", "--bs"},
      paramLabel = "N",
      description = "Sequences (default: 1).")
  long batchSize = 1;

  @Option(names = "--seq-len", paramLabel = "N", description = "Steps.")
  Long length;

  @Option(names = "--heads", paramLabel = "N", description = "Heads.")
  Integer heads;

  @Option(names = "--head-dim", paramLabel = "N", description = "Width of a head.")
  Integer headDim;

  @Option(names = "--state-dim", paramLabel = "N", description = "Width of the state.")
  Integer stateDim;

  @Option(names = "--groups", paramLabel = "N", description = "Key-query groups (default: 1).")
  int groups = 1;

  @Option(names = "--type", paramLabel = "TYPE", description = "mamba2 (default) or rwkv.")
  String kind = "mamba2";

  public StateScanCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected StateScanCommand another() {
    return new StateScanCommand(terminal, workbench);
  }

  @Override
  Operator operator() {
    return new StateScan(
        Names.parse("--type", kind, StateScan.Type.values()),
        Sizes.within("--batch-size", batchSize, 1),
        Sizes.size("--seq-len", length),
        Sizes.count("--heads", heads),
        Sizes.count("--head-dim", headDim),
        Sizes.count("--state-dim", stateDim),
        Sizes.count("--groups", groups),
        format(),
        Format.of(DataType.FP32));
  }
}
