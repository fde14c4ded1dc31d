package ridgepoint.report.text;

import java.util.Locale;
import java.util.Map;
import ridgepoint.report.Comparison;
import ridgepoint.report.OperatorResult;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.EnergySplit;
import ridgepoint.report.RunResult.Machine;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.RunResult.PhaseResult;

/**
 * Results as JSON. Keys are in a fixed order and carry their units; keys are added from version to
 * version, never renamed. The {@code ...Line} forms put one result on one line, for batches.
 */
public final class JsonReport {
  private JsonReport() {}

  public static String run(RunResult result) {
    return JsonText.pretty(json -> write(json, result));
  }

  public static String runLine(RunResult result) {
    return JsonText.line(json -> write(json, result));
  }

  public static String operator(OperatorResult result) {
    return JsonText.pretty(json -> write(json, result));
  }

  public static String operatorLine(OperatorResult result) {
    return JsonText.line(json -> write(json, result));
  }

  /** A case of a batch that could not be estimated. */
  public static String errorLine(String schema, Map<String, String> inputs, String error) {
    return JsonText.line(
        json -> json.put("schema", schema).put("error", error).texts("inputs", inputs));
  }

  /** Every case with its summary; operators are left to the single runs. */
  public static String comparison(Comparison comparison) {
    return JsonText.pretty(
        json ->
            json.put("schema", comparison.schema())
                .put("version", comparison.version())
                .texts("inputs", comparison.inputs())
                .strings("varied", comparison.varied())
                .objects("cases", comparison.cases(), JsonReport::write));
  }

  private static void write(JsonText json, Comparison.Case each) {
    json.object("values", values -> workload(values, each.values()));
    if (each.result().isEmpty()) {
      json.put("error", each.error());
      return;
    }
    RunResult result = each.result().get();
    json.put("hardware", result.machine().id()).put("model", result.model());
    summary(json, result);
    json.object(
        "phases",
        phases -> {
          for (PhaseResult phase : result.phases()) {
            phases.object(phase.name(), body -> totals(body, phase));
          }
        });
    json.strings("notes", result.notes());
  }

  private static void write(JsonText json, RunResult result) {
    json.put("schema", RunResult.SCHEMA)
        .put("version", result.version())
        .put("hardware", result.machine().id())
        .put("model", result.model())
        .object(
            "workload",
            workload -> {
              workload.put("description", result.workload());
              workload(workload, result.inputs());
            });
    json.put("fidelity", result.fidelity()).put("parameters", result.parameters());
    summary(json, result);
    json.object(
        "phases",
        phases -> {
          for (PhaseResult phase : result.phases()) {
            phases.object(
                phase.name(),
                body -> {
                  totals(body, phase);
                  body.objects("operators", phase.operators(), JsonReport::write);
                });
          }
        });
    if (!result.executed().isEmpty()) {
      json.objects("executed", result.executed(), ExecutionTable::write);
    }
    json.object("machine", machine -> write(machine, result.machine()))
        .texts("inputs", result.inputs())
        .strings("notes", result.notes());
  }

  private static void summary(JsonText json, RunResult result) {
    json.put("ttft_s", result.ttftSeconds())
        .put("tpot_s", result.tpotSeconds())
        .put("end_to_end_s", result.endToEndSeconds())
        .put("tokens_per_s", result.tokensPerSecond())
        .put("tokens_per_j", result.tokensPerJoule())
        .put("energy_j", result.energyJoules())
        .object(
            "memory",
            memory ->
                memory
                    .put("weights_bytes", result.memory().weightsBytes())
                    .put("kv_cache_bytes", result.memory().kvCacheBytes())
                    .put("activation_bytes", result.memory().activationBytes())
                    .put("other_bytes", result.memory().otherBytes())
                    .put("used_bytes", result.memory().usedBytes())
                    .put("capacity_bytes", result.memory().capacityBytes())
                    .put("fits", result.memory().fits())
                    .put("maximum_batch_size", (double) result.memory().maximumBatchSize()));
  }

  private static void totals(JsonText json, PhaseResult phase) {
    json.put("steps", phase.steps())
        .put("latency_s", phase.latencySeconds())
        .put("energy_j", phase.energyJoules())
        .put("bound", phase.bound())
        .put("operations", phase.operations())
        .put("bytes", phase.bytes())
        .put("mfu", phase.modelFlopsUtilisation())
        .put("mbu", phase.modelBandwidthUtilisation());
    energy(json, phase.energy());
  }

  private static void write(JsonText json, OperatorRow row) {
    json.put("name", row.name())
        .put("block", row.block())
        .put("kind", row.kind())
        .put("shape", row.shape())
        .put("data_type", row.dataType())
        .put("count", row.count())
        .put("latency_s", row.latencySeconds())
        .put("energy_j", row.energyJoules())
        .put("operations", row.operations());
    roles(json, "bytes", row);
    costs(json, row);
    json.put("mapping", row.mapping()).put("mapping_reason", row.reason());
  }

  private static void write(JsonText json, OperatorResult result) {
    OperatorRow row = result.operator();
    json.put("schema", OperatorResult.SCHEMA)
        .put("version", result.version())
        .put("hardware", result.machine().id())
        .put("operator", row.kind())
        .put("shape", row.shape())
        .put("data_type", row.dataType())
        .put("fidelity", result.fidelity())
        .put("latency_s", row.latencySeconds())
        .put("energy_j", row.energyJoules())
        .put("operations", row.operations())
        .put("bytes", row.bytes().total());
    roles(json, "bytes_by_role", row);
    costs(json, row);
    result
        .executed()
        .ifPresent(
            executed -> json.object("executed", body -> ExecutionTable.write(body, executed)));
    json.put("tiling", row.mapping())
        .put("tiling_reason", row.reason())
        .texts("inputs", result.inputs())
        .strings("notes", result.notes());
  }

  private static void roles(JsonText json, String name, OperatorRow row) {
    json.object(
        name,
        bytes ->
            bytes
                .put("weight", row.bytes().weight())
                .put("activation", row.bytes().activation())
                .put("kv_cache", row.bytes().kvCache())
                .put("other", row.bytes().other()));
  }

  private static void costs(JsonText json, OperatorRow row) {
    json.put("bound", row.bound())
        .put("bound_detail", row.boundDetail())
        .put("arithmetic_intensity", row.arithmeticIntensity())
        .numbers("traffic_bytes", row.trafficBytes())
        .numbers("parts", row.parts())
        .numbers("resources", row.resources());
    energy(json, row.energy());
  }

  private static void energy(JsonText json, EnergySplit energy) {
    json.object(
        "energy_split_j",
        split ->
            split
                .put("compute", energy.compute())
                .put("on_chip_memory", energy.onChipMemory())
                .put("main_memory", energy.mainMemory())
                .put("links", energy.links())
                .put("idle", energy.idle()));
  }

  private static void write(JsonText json, Machine machine) {
    json.put("id", machine.id())
        .put("name", machine.name())
        .put("devices", machine.devices())
        .numbers("peak_operations_per_s", machine.peakOperationsPerSecond())
        .objects(
            "memory_levels",
            machine.levels(),
            (each, level) ->
                each.put("name", level.name())
                    .put("bytes_per_s", level.bytesPerSecond())
                    .put("capacity_bytes", level.capacityBytes()));
  }

  /** Option names as keys, numbers as numbers. */
  private static void workload(JsonText json, Map<String, String> inputs) {
    inputs.forEach(
        (name, value) -> {
          String key = key(name);
          if (value.matches("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?")) {
            json.put(key, Double.parseDouble(value));
          } else if (value.equals("true") || value.equals("false")) {
            json.put(key, Boolean.parseBoolean(value));
          } else {
            json.put(key, value);
          }
        });
  }

  static String key(String option) {
    return option.replace('-', '_').replace(' ', '_').toLowerCase(Locale.ROOT);
  }
}
