package ridgepoint.validation.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.energy.Duration;
import ridgepoint.energy.OperandData;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.wave.CacheState;

/**
 * Energy of the board while a kernel repeats. Rows whose loop was too short for power to settle do
 * not count.
 */
final class EnergyFamily implements Family {
  private static final String NOT_SETTLED = "power had not settled";

  /** The column of the time over which energy was counted; a fit to power needs it. */
  private static final String SECONDS = "latency_s";

  /**
   * Weights of so many bytes lie in memory that nothing has been in before: they draw half the
   * power.
   */
  private static final double FRESH_BYTES = 5.5e9;

  private final Meters meters = new Meters();
  private final FirstUses firstUses = new FirstUses();
  private final Stacks stacks = new Stacks();

  @Override
  public String name() {
    return "energy";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "op", "dtype", "a1", "a2", "a3", "a4", "a5", "a6", "dist", "energy_j", "settled");
  }

  @Override
  public String dtype(Row row) {
    return row.text("dtype");
  }

  @Override
  public String timedFamily(Row row) {
    return row.text("op").replace("attn_", "attention_");
  }

  @Override
  public Optional<Double> loopSeconds(Row row) {
    return row.textOrEmpty(SECONDS).isEmpty() ? Optional.empty() : Optional.of(row.amount(SECONDS));
  }

  /** As the family that times the operation tells its rows apart. */
  @Override
  public String use(Row row) {
    return switch (row.text("op")) {
      case "gemm" -> GemmFamily.use(dtype(row), rows(row));
      case "attn_decode" ->
          DecodeFamily.use(dtype(row), row.count("a3"), row.count("a4"), row.count("a5"));
      case "attn_prefill" -> dtype(row) + "/d" + row.count("a5");
      default -> dtype(row);
    };
  }

  @Override
  public String softwareUse(Row row) {
    return timedFamily(row) + "/" + dtype(row);
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    Optional<ExpertLayer> experts =
        row.text("op").equals("moe") ? Optional.of(experts(row)) : Optional.empty();
    List<Operator> kernels =
        experts.isPresent()
            ? experts.get().kernels(precision(row, device), written(row, device))
            : kernels(row, device);
    Map<Operator, Double> zeros =
        experts.isPresent()
            ? experts.get().zeros(precision(row, device), written(row, device))
            : Map.of();
    Question.Kernels question =
        new Question.Kernels(
            row.text("op") + " " + shape(row),
            kernels,
            Question.Timing.GRAPH,
            caches(row),
            Duration.SUSTAINED);
    Optional<String> leftOut = row.isSet("settled") ? Optional.empty() : Optional.of(NOT_SETTLED);
    return List.of(
        new Measured(
            dtype(row),
            row.amount("energy_j"),
            leftOut,
            new Question.Joules(question, data(row), zeros, idleShare(row))));
  }

  /** Rows of a product; 0 of anything else. */
  private static long rows(Row row) {
    return row.text("op").equals("gemm") ? row.size("a1") : 0;
  }

  /**
   * What a product's weights hold. vLLM's layers of bf16 and fp8 are timed without ever being
   * written; memory fresh from the driver, as the largest are, is all zeros.
   */
  private static OperandData data(Row row) {
    boolean written = !row.text("backend").equals("vllm") || rows(row) == 0;
    Precision precision = written ? null : Precision.of(row.text("dtype"));
    if (precision == null || precision.label().equals("nvfp4")) {
      return OperandData.RANDOM;
    }
    double bytes = precision.weight().bytes((double) row.size("a2") * row.size("a3"));
    return bytes > FRESH_BYTES ? OperandData.ZERO_WEIGHTS : OperandData.RANDOM;
  }

  private double idleShare(Row row) {
    String operation = row.text("backend") + "/" + row.text("op");
    boolean attention = row.text("op").startsWith("attn_");
    Meters.Preparation prepared =
        new Meters.Preparation(
            rows(row),
            attention ? row.size("a1") : 0,
            attention ? 0 : surplusRows(row),
            row.text("op").equals("attn_prefill") ? row.size("a2") : 0,
            attention ? row.count("a5") : 0,
            compiling(row));
    return meters.idleShare(operation, row.text("dtype"), row.text("gpu"), prepared);
  }

  /** Balanced choices come first; what is drawn finds its kernels compiled. */
  private boolean compiling(Row row) {
    if (!row.text("op").equals("moe") || !row.text("dist").equals("balanced")) {
      return false;
    }
    ExpertLayer layer = experts(row);
    return layer.expertParallel() == 1
        && firstUses.at(
            row.text("gpu"),
            row.text("dtype"),
            layer.experts(),
            layer.inter() / layer.tensorParallel(),
            layer.tokens());
  }

  private static double surplusRows(Row row) {
    return row.text("op").equals("moe")
        ? RoutedRows.surplus(row.size("a1"), row.count("a4"), row.count("a5"), row.text("dist"))
        : 0;
  }

  private static CacheState caches(Row row) {
    return rows(row) > 0
        ? Conditions.weights(row.text("source"), row.text("backend"), row.text("dtype"))
        : CacheState.WARM;
  }

  private static String shape(Row row) {
    return String.join(
        " ",
        List.of("a1", "a2", "a3", "a4", "a5", "a6").stream()
            .map(row::text)
            .filter(text -> !text.isEmpty())
            .toList());
  }

  private List<Operator> kernels(Row row, DeviceSpec device) {
    String backend = row.text("backend");
    return switch (row.text("op")) {
      case "gemm" ->
          GemmFamily.kernels(
              backend,
              Precision.of(row.text("dtype")).on(device),
              row.size("a1"),
              row.size("a2"),
              row.size("a3"));
      case "attn_prefill" -> prefill(row, backend, device);
      case "attn_decode" ->
          DecodeFamily.kernels(
              row.size("a1"),
              row.whole("a2", 0),
              row.count("a3"),
              row.count("a4"),
              row.count("a5"),
              row.whole("a6", 0),
              row.text("dtype"),
              backend);
      default -> throw new OutOfScope("operation '" + row.text("op") + "' is not known");
    };
  }

  private static List<Operator> prefill(Row row, String backend, DeviceSpec device) {
    String[] types = row.text("dtype").split("/", -1);
    if (types.length != 2) {
      throw row.wrong("dtype", "the type computed in, '/', and that of the cache");
    }
    PrefillFamily.Attended attended =
        new PrefillFamily.Attended(
            row.size("a1"),
            row.size("a2"),
            row.size("a2"),
            row.count("a3"),
            row.count("a4"),
            row.count("a5"),
            row.whole("a6", 0));
    // TensorRT-LLM 1.3.0rc17 computes as wide as its queries are: the same shapes take the same
    // time
    // (1.00, standard deviation 0.02) over either cache.
    return backend.equals("trtllm")
        ? PrefillFamily.kernels(attended, backend, types[1], Precision.of(types[0]).compute())
        : PrefillFamily.kernels(attended, backend, types[0], types[1], device);
  }

  private static Precision precision(Row row, DeviceSpec device) {
    return Precision.of(row.text("dtype")).on(device);
  }

  private ExpertLayer.Kernels written(Row row, DeviceSpec device) {
    return ExpertLayer.Kernels.of(
        stacks.of(row), row.text("backend"), precision(row, device), false, device);
  }

  private static ExpertLayer experts(Row row) {
    String[] shares = row.text("a6").split("x", -1);
    if (shares.length != 2) {
      throw row.wrong("a6", "tensor times expert parallelism, such as 1x8");
    }
    return new ExpertLayer(
        row.size("a1"),
        row.size("a2"),
        row.size("a3"),
        row.count("a4"),
        row.count("a5"),
        Integer.parseInt(shares[0]),
        Integer.parseInt(shares[1]),
        true,
        row.text("dist"));
  }
}
