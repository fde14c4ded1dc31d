package ridgepoint.cli.operator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.Sizes;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.input.InputException;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Attention.Algorithm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;

/** {@code ridgepoint op attention}. */
@Command(name = "attention", sortOptions = false, description = "softmax(Q K^T) V, fused.")
public final class AttentionCommand extends OperatorCommand {
  @Option(
      names = {"--batch-size", "--bs"},
      paramLabel = "N",
      description = "Sequences (default: 1).")
  long batchSize = 1;

  @Option(
      names = "--seq-len",
      paramLabel = "N",
      description = "Keys; queries as well in a prefill.")
  Long length;

  @Option(names = "--heads", paramLabel = "N", description = "Query heads.")
  Integer heads;

  @Option(
      names = "--kv-heads",
      paramLabel = "N",
      description = "Key-value heads; as many as query heads by default.")
  Integer keyValueHeads;

  @Option(names = "--head-dim", paramLabel = "N", description = "Width of a head.")
  Integer headDim;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description = "prefill (default): a query for every key; decode: one query.")
  String phase = "prefill";

  @Option(
      names = "--query-len",
      paramLabel = "N",
      description = "Queries, over what the phase says.")
  Long queryLength;

  @Option(names = "--kv-len", paramLabel = "N", description = "Keys, over what --seq-len says.")
  Long keyLength;

  @Option(
      names = {"--kv-dtype", "--kv-bits"},
      paramLabel = "TYPE|BITS",
      description = "Type of keys and values.")
  String cache;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "Keys a query sees; 0 (default) for all.")
  long window;

  @Option(
      names = "--causal",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOLEAN",
      description = "Whether queries see earlier keys only (default: true).")
  boolean causal = true;

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      description = "flash or flash-split-kv (default).")
  String algorithm = "flash-split-kv";

  public AttentionCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected AttentionCommand another() {
    return new AttentionCommand(terminal, workbench);
  }

  private boolean isDecode() {
    return switch (phase) {
      case "prefill" -> false;
      case "decode" -> true;
      default -> throw new InputException("--phase must be prefill or decode, got '" + phase + "'");
    };
  }

  @Override
  Operator operator() {
    long keys = Sizes.size("--seq-len", keyLength == null ? length : keyLength);
    boolean decode = isDecode();
    long queries = queryLength == null ? decode ? 1 : keys : Sizes.size("--query-len", queryLength);
    int queryHeads = Sizes.count("--heads", heads);
    int width = Sizes.count("--head-dim", headDim);
    int cachedHeads = keyValueHeads == null ? queryHeads : Sizes.count("--kv-heads", keyValueHeads);
    if (queryHeads % cachedHeads != 0) {
      throw new InputException("--kv-heads " + cachedHeads + " must divide --heads " + queryHeads);
    }
    Format stored = cache == null ? format() : Format.of(typeOf("--kv-dtype", cache));
    return new Attention(
        Sizes.within("--batch-size", batchSize, 1),
        queries,
        keys,
        queryHeads,
        cachedHeads,
        width,
        width,
        Sizes.within("--window", window, 0),
        0,
        causal,
        false,
        format(),
        stored,
        Role.KV_CACHE,
        computable(type()),
        Names.parse("--algorithm", algorithm, Algorithm.values()));
  }
}
