package ridgepoint.validation.family;

import java.util.List;
import ridgepoint.hardware.DeviceSpec;

/** One fused mixture-of-experts layer on one rank, as {@link ExpertLayer} describes it. */
final class MoeFamily implements Family {
  private final Stacks stacks = new Stacks();

  @Override
  public String name() {
    return "moe";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "dtype",
        "tokens",
        "hidden",
        "inter",
        "topk",
        "experts",
        "moe_tp",
        "moe_ep",
        "gated",
        "min_latency",
        "distribution",
        "latency_s",
        "flag");
  }

  @Override
  public String dtype(Row row) {
    return row.text("dtype");
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    ExpertLayer layer =
        new ExpertLayer(
            row.size("tokens"),
            row.size("hidden"),
            row.size("inter"),
            row.count("topk"),
            row.count("experts"),
            row.count("moe_tp"),
            row.count("moe_ep"),
            row.isSet("gated"),
            row.text("distribution"));
    Precision precision = Precision.of(dtype(row)).on(device);
    ExpertLayer.Kernels written =
        ExpertLayer.Kernels.of(
            stacks.of(row), row.text("backend"), precision, row.isSet("min_latency"), device);
    Question.Kernels kernels =
        new Question.Kernels(
            layer.shape(),
            layer.kernels(precision, written),
            Conditions.timing(row.text("source")));
    return List.of(
        Measured.latency(
            row, dtype(row), kernels.together(layer.repeatedWeightBytes(precision, written))));
  }
}
