package ridgepoint.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.report.RunResult.EnergySplit;
import ridgepoint.report.RunResult.Level;
import ridgepoint.report.RunResult.Machine;
import ridgepoint.report.RunResult.MemoryLayout;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;
import ridgepoint.report.RunResult.RoleBytes;

/**
 * Results of realistic size to draw: Llama-3.1-8B in bf16 on H100-like machines, by a bare roofline
 * with a launch cost. What is tested is how they are shown, not these numbers.
 */
public final class Examples {
  private static final int LAYERS = 32;
  private static final double LAUNCH_SECONDS = 2e-6;

  private Examples() {}

  public static Machine machine(String id, double peak, double bandwidth, double capacity) {
    Map<String, Double> peaks = new LinkedHashMap<>();
    peaks.put("fp8_e4m3", 2 * peak);
    peaks.put("bf16", peak);
    peaks.put("fp16", peak);
    peaks.put("fp32", peak / 15);
    return new Machine(
        id,
        id.toUpperCase(java.util.Locale.ROOT),
        1,
        peaks,
        List.of(
            new Level("shared", 10 * bandwidth, 30e6),
            new Level("l2", 1.65 * bandwidth, 50e6),
            new Level("hbm", bandwidth, capacity)));
  }

  public static Machine h100() {
    return machine("h100-sxm", 989.4e12, 3.35e12, 80e9);
  }

  public static RunResult run() {
    return run(h100(), "llama-3.1-8b", 1, 1024, 256);
  }

  public static RunResult run(Machine machine, String model, long batch, long input, long output) {
    List<OperatorRow> prefill =
        operators(machine, (double) batch, (double) input, (double) input, 1);
    List<OperatorRow> decode =
        operators(machine, (double) batch, 1, input + output / 2.0, (double) (output - 1));
    PhaseResult first = phase(machine, "prefill", 1, prefill);
    PhaseResult rest = phase(machine, "decode", (double) (output - 1), decode);
    double seconds = first.latencySeconds() + rest.latencySeconds();
    double joules = first.energyJoules() + rest.energyJoules();
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("hw", machine.id());
    inputs.put("model", model);
    inputs.put("batch-size", Long.toString(batch));
    inputs.put("input-len", Long.toString(input));
    inputs.put("output-len", Long.toString(output));
    inputs.put("weight-dtype", "bf16");
    inputs.put("kv-dtype", "bf16");
    inputs.put("tp", "1");
    inputs.put("allow-oversubscription", "false");
    double weights = 16.06e9;
    double cache = batch * (input + output) * LAYERS * 2 * 8 * 128 * 2.0;
    double activations = batch * input * 14336 * 2.0;
    double capacity = machine.levels().get(2).capacityBytes();
    return new RunResult(
        "0.1.0",
        inputs,
        machine,
        model,
        "batch " + batch + ", " + input + " in, " + output + " out",
        "pipeline",
        8.03e9,
        first.latencySeconds(),
        rest.latencySeconds() / (output - 1),
        seconds,
        batch * output / seconds,
        batch * output / joules,
        joules,
        new MemoryLayout(
            weights,
            cache,
            activations,
            0.4e9,
            capacity,
            weights + cache + activations + 0.4e9 <= capacity,
            380),
        List.of(first, rest),
        List.of("Decode is integrated over " + (output - 1) + " steps at 17 context lengths."),
        List.of());
  }

  private static PhaseResult phase(
      Machine machine, String name, double steps, List<OperatorRow> rows) {
    double seconds = rows.stream().mapToDouble(OperatorRow::latencySeconds).sum();
    double operations = rows.stream().mapToDouble(OperatorRow::operations).sum();
    double bytes = rows.stream().mapToDouble(row -> row.bytes().total()).sum();
    double kept =
        rows.stream().mapToDouble(row -> row.bytes().weight() + row.bytes().kvCache()).sum();
    double joules = rows.stream().mapToDouble(OperatorRow::energyJoules).sum();
    return new PhaseResult(
        name,
        steps,
        seconds,
        joules,
        split(joules),
        name.equals("prefill") ? "compute" : "memory",
        operations,
        bytes,
        operations / seconds / machine.peakOperationsPerSecond().get("bf16"),
        kept / seconds / machine.levels().get(2).bytesPerSecond(),
        rows);
  }

  private static EnergySplit split(double joules) {
    return new EnergySplit(0.3 * joules, 0.15 * joules, 0.35 * joules, 0, 0.2 * joules);
  }

  private static List<OperatorRow> operators(
      Machine machine, double batch, double tokens, double context, double steps) {
    double rows = batch * tokens;
    double layers = LAYERS * steps;
    List<OperatorRow> out = new ArrayList<>();
    out.add(vector(machine, "embedding", "", "embedding", steps, rows, 4096, 0));
    out.add(vector(machine, "attention_norm", "layer", "norm", layers, rows, 4096, 5));
    out.add(gemm(machine, "qkv_projection", "layer", layers, rows, 6144, 4096));
    out.add(vector(machine, "rotary", "layer", "rotary", layers, rows, 5120, 6));
    out.add(attention(machine, layers, batch, tokens, context));
    out.add(gemm(machine, "output_projection", "layer", layers, rows, 4096, 4096));
    out.add(vector(machine, "attention_residual", "layer", "elementwise", layers, rows, 4096, 1));
    out.add(vector(machine, "mlp_norm", "layer", "norm", layers, rows, 4096, 5));
    out.add(gemm(machine, "gate_up_projection", "layer", layers, rows, 28672, 4096));
    out.add(vector(machine, "swiglu", "layer", "elementwise", layers, rows, 14336, 6));
    out.add(gemm(machine, "down_projection", "layer", layers, rows, 4096, 14336));
    out.add(vector(machine, "mlp_residual", "layer", "elementwise", layers, rows, 4096, 1));
    out.add(vector(machine, "final_norm", "", "norm", steps, batch, 4096, 5));
    out.add(gemm(machine, "lm_head", "", steps, batch, 128256, 4096));
    return out;
  }

  private static OperatorRow gemm(
      Machine machine, String name, String block, double count, double m, double n, double k) {
    return row(
        machine,
        name,
        block,
        "gemm",
        "m=" + (long) m + " n=" + (long) n + " k=" + (long) k,
        "bf16",
        count,
        2 * m * n * k,
        new RoleBytes(2 * n * k, 2 * m * (n + k), 0, 0));
  }

  private static OperatorRow attention(
      Machine machine, double count, double batch, double tokens, double context) {
    return row(
        machine,
        "attention",
        "layer",
        "attention",
        "b=" + (long) batch + " q=" + (long) tokens + " kv=" + (long) context + " h=32/8 d=128",
        "bf16",
        count,
        4 * batch * 32 * 128 * tokens * context * (tokens > 1 ? 0.5 : 1),
        new RoleBytes(0, 2 * 2 * batch * tokens * 4096, 2 * 2 * batch * context * 8 * 128, 0));
  }

  private static OperatorRow vector(
      Machine machine,
      String name,
      String block,
      String kind,
      double count,
      double rows,
      double columns,
      double each) {
    return row(
        machine,
        name,
        block,
        kind,
        (long) rows + "x" + (long) columns,
        "fp32",
        count,
        each * rows * columns,
        new RoleBytes(0, 4 * rows * columns, 0, kind.equals("embedding") ? 4 * rows : 0));
  }

  private static OperatorRow row(
      Machine machine,
      String name,
      String block,
      String kind,
      String shape,
      String type,
      double count,
      double operations,
      RoleBytes bytes) {
    boolean matrix = type.equals("bf16");
    double compute = operations / (0.75 * machine.peakOperationsPerSecond().get(type));
    double memory = bytes.total() / (0.9 * machine.levels().get(2).bytesPerSecond());
    double seconds = LAUNCH_SECONDS + Math.max(compute, memory);
    Map<String, Double> traffic = new LinkedHashMap<>();
    traffic.put("shared", count * bytes.total() * (matrix ? 6 : 1));
    traffic.put("l2", count * bytes.total() * (matrix ? 1.8 : 1));
    traffic.put("hbm", count * bytes.total());
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put(compute > memory ? "compute" : "hbm", count * Math.max(compute, memory));
    parts.put("launch", count * LAUNCH_SECONDS);
    Map<String, Double> resources = new LinkedHashMap<>();
    resources.put(matrix ? "matrix" : "vector", count * compute);
    resources.put("l2", count * memory * 0.6);
    resources.put("hbm", count * memory);
    double joules = count * (operations * 0.6e-12 + bytes.total() * 40e-12 + seconds * 90);
    boolean launch = Math.max(compute, memory) < LAUNCH_SECONDS;
    return new OperatorRow(
        name,
        block,
        kind,
        shape,
        type,
        count,
        count * seconds,
        joules,
        split(joules),
        count * operations,
        new RoleBytes(
            count * bytes.weight(),
            count * bytes.activation(),
            count * bytes.kvCache(),
            count * bytes.other()),
        operations / bytes.total(),
        launch ? "overhead" : compute > memory ? "compute" : "memory",
        launch ? "launch" : compute > memory ? (matrix ? "matrix" : "vector") : "hbm",
        traffic,
        parts,
        resources,
        matrix ? "128x256x64, 3 stages, 132 CTAs" : "",
        matrix ? "fewest waves that keep the pipeline full" : "");
  }

  /** One GEMM by itself. */
  public static OperatorResult operator() {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("hw", "h100-sxm");
    inputs.put("m", "4096");
    inputs.put("n", "4096");
    inputs.put("k", "4096");
    inputs.put("dtype", "bf16");
    return new OperatorResult(
        "0.1.0",
        inputs,
        h100(),
        "pipeline",
        gemm(h100(), "gemm", "", 1, 4096, 4096, 4096),
        List.of());
  }

  /** Three machines at a batch size; the last does not hold the model. */
  public static Comparison compare() {
    List<Comparison.Case> cases = new ArrayList<>();
    List<Machine> machines =
        List.of(
            machine("h100-sxm", 989.4e12, 3.35e12, 80e9),
            machine("a100-sxm-80gb", 312e12, 2.039e12, 80e9),
            machine("mi300x", 1307e12, 5.3e12, 192e9),
            machine("l40s", 362e12, 0.864e12, 48e9));
    for (Machine machine : machines) {
      cases.add(
          Comparison.Case.of(
              Map.of("hw", machine.id()), run(machine, "llama-3.1-8b", 8, 1024, 256)));
    }
    cases.add(
        Comparison.Case.failed(
            Map.of("hw", "t4"), "llama-3.1-8b needs 17.4 GB on t4, which has 16.0 GB"));
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("model", "llama-3.1-8b");
    inputs.put("batch-size", "8");
    return new Comparison("0.1.0", "compare", inputs, List.of("hw"), cases);
  }

  /** Batch sizes on two machines. */
  public static Comparison sweep() {
    List<Comparison.Case> cases = new ArrayList<>();
    for (Machine machine : List.of(h100(), machine("a100-sxm-80gb", 312e12, 2.039e12, 80e9))) {
      for (long batch = 1; batch <= 256; batch *= 2) {
        cases.add(
            Comparison.Case.of(
                Map.of("hw", machine.id(), "batch-size", Long.toString(batch)),
                run(machine, "llama-3.1-8b", batch, 1024, 256)));
      }
    }
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("model", "llama-3.1-8b");
    return new Comparison("0.1.0", "sweep", inputs, List.of("hw", "batch-size"), cases);
  }

  /** A grid of bandwidths and devices, of which every fourth is infeasible, with a tornado. */
  public static ExplorationResult exploration(String name, String device) {
    List<ExplorationResult.Column> columns =
        List.of(
            new ExplorationResult.Column(
                "hw", ExplorationResult.Role.AXIS, "", List.of(device, "a100")),
            new ExplorationResult.Column(
                "memory.hbm.bandwidth", ExplorationResult.Role.AXIS, "B/s", List.of()),
            new ExplorationResult.Column("TPOT", ExplorationResult.Role.OBJECTIVE, "s", List.of()),
            new ExplorationResult.Column(
                "price", ExplorationResult.Role.OBJECTIVE, "USD", List.of()),
            new ExplorationResult.Column(
                "area", ExplorationResult.Role.QUANTITY, "mm²", List.of()));
    List<ExplorationResult.Point> points = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double bandwidth = (1 + i / 2) * 1e12;
      double price = 9000 + 500 * i + 3000 * (i % 2);
      points.add(
          new ExplorationResult.Point(
              i,
              List.of(i % 2.0, bandwidth, 16e9 / bandwidth, price, 600 + 5.0 * i),
              i % 4 == 3
                  ? ExplorationResult.Standing.INFEASIBLE
                  : i % 2 == 0
                      ? ExplorationResult.Standing.FRONTIER
                      : ExplorationResult.Standing.FEASIBLE,
              "compute",
              "memory"));
    }
    List<ExplorationResult.Design> designs =
        points.stream()
            .filter(point -> point.standing() == ExplorationResult.Standing.FRONTIER)
            .map(point -> new ExplorationResult.Design(point, List.of("TPOT -9% by " + device)))
            .toList();
    List<List<Double>> cells = List.of(List.of(4e-3, 5e-3), List.of(Double.NaN, 9e-2));
    return new ExplorationResult(
        "0.1.0",
        name,
        Map.of("model", "llama-3.1-8b"),
        new ExplorationResult.Counts(41, 30, 1, "does not fit", 20),
        columns,
        List.of(new ExplorationResult.Goal(2, false), new ExplorationResult.Goal(3, false)),
        true,
        points,
        designs,
        List.of(
            new ExplorationResult.HeatMap(
                0, 1, 0, List.of(device, "a100"), List.of("1 TB/s", "2 TB/s"), cells)),
        List.of(
            new ExplorationResult.Sensitivity(
                "TPOT",
                false,
                "s",
                8e-3,
                List.of(new ExplorationResult.Bar("memory.hbm.bandwidth", 2e-2, 4e-3)))));
  }
}
