package ridgepoint.cli.listing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import ridgepoint.cli.frame.Lines;
import ridgepoint.cli.frame.ListingOptions;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.graph.MemoryFootprint;
import ridgepoint.graph.ModelGraphs;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.ParameterCount;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.report.Quantity;
import ridgepoint.report.text.JsonText;
import ridgepoint.report.text.TextTable;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/** Lists models, or explains one. */
@Command(
    name = "models",
    description = {
      "Lists the built-in models, or explains one: parameters by part, memory by data type.",
      "A model can also be a file: YAML, config.json, .safetensors or .gguf."
    })
public final class ModelsCommand implements Runnable {
  private static final int WIDTH = 140;
  private static final List<DataType> WEIGHT_TYPES =
      List.of(DataType.FP32, DataType.BF16, DataType.FP8_E4M3, DataType.INT8, DataType.INT4);

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "A model's id or alias, or the path of a file.")
  private String id;

  @Mixin private ListingOptions listing = new ListingOptions();

  public ModelsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    boolean isJson = listing.isJson();
    if (id != null) {
      ModelSpec model = ModelLibrary.load(id);
      terminal.print(
          isJson ? JsonText.pretty(json -> describe(json, model, true)) : explanation(model));
      return;
    }
    List<ModelSpec> models = ModelLibrary.ids().stream().map(ModelLibrary::load).toList();
    terminal.print(
        isJson
            ? JsonText.pretty(
                json ->
                    json.put("schema", "ridgepoint.models/1")
                        .objects("models", models, (item, model) -> describe(item, model, false)))
            : list(models));
  }

  private static String list(List<ModelSpec> models) {
    TextTable table =
        new TextTable()
            .left("id")
            .right("parameters")
            .right("active")
            .right("layers")
            .right("hidden")
            .right("context")
            .left("mixer")
            .flexible("feed-forward");
    for (ModelSpec model : models) {
      ParameterCount parameters = model.parameters();
      table.row(
          model.id(),
          Quantity.parameters((double) parameters.total()),
          Quantity.parameters(parameters.active()),
          Integer.toString(model.layers().size()),
          Long.toString(model.hiddenSize()),
          model.maximumPositions() == 0 ? "any" : Long.toString(model.maximumPositions()),
          model.mixerDescription(),
          model.feedForwardDescription());
    }
    return table.render(WIDTH, false) + "\nridgepoint models ID explains one\n";
  }

  private static String explanation(ModelSpec model) {
    Lines out = new Lines();
    ParameterCount parameters = model.parameters();
    out.add("%s (%s)", model.name(), model.id());
    out.add("  source       %s", model.publication().source());
    if (!model.publication().aliases().isEmpty()) {
      out.add("  also named   %s", String.join(", ", model.publication().aliases()));
    }
    out.add("layers         %d of hidden size %d", model.layers().size(), model.hiddenSize());
    out.add("mixer          %s", model.mixerDescription());
    out.add("feed-forward   %s", model.feedForwardDescription());
    out.add("parameters     %d%s", parameters.total(), published(model));
    out.add("active         %.0f per token", parameters.active());
    TextTable parts = new TextTable().left("part").right("parameters").right("share");
    parts(parameters)
        .forEach(
            (part, count) ->
                parts.row(
                    part,
                    Long.toString(count),
                    Quantity.percent(count / (double) parameters.total())));
    TextTable memory = new TextTable().left("type").right("weights").right("KV cache per token");
    for (DataType type : WEIGHT_TYPES) {
      memory.row(
          type.id(),
          Quantity.bytes(weightBytes(model, type)),
          model.isDecoder() ? Quantity.bytes(cacheBytes(model, type)) : "");
    }
    return out + "\n" + parts.render(WIDTH, false) + "\n" + memory.render(WIDTH, false);
  }

  private static String published(ModelSpec model) {
    double published = model.publication().parameters();
    return published == 0
        ? ""
        : String.format(
            Locale.ROOT,
            ", published %.0f (%s)",
            published,
            model.publication().parametersSource());
  }

  private static Map<String, Long> parts(ParameterCount parameters) {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("embeddings", parameters.embeddings());
    parts.put("mixers", parameters.mixers());
    parts.put("feed_forwards", parameters.feedForwards());
    parts.put("experts", parameters.experts());
    parts.put("norms", parameters.norms());
    parts.put("head", parameters.head());
    return parts;
  }

  /** Linear layers in {@code type}; embeddings and norms in 16 bits when it is narrower. */
  private static double weightBytes(ModelSpec model, DataType type) {
    DataType wide = type.bits() < Short.SIZE ? DataType.BF16 : type;
    Precision precision =
        new Precision(Format.of(type), Format.of(wide), Format.of(wide), wide, wide);
    MemoryFootprint footprint = ModelGraphs.footprint(model, Workload.of(1, 1, 1, precision), 1);
    return footprint.weightBytes();
  }

  private static double cacheBytes(ModelSpec model, DataType type) {
    return type.bytes() * model.cachedElementsPerToken();
  }

  private static void describe(JsonText json, ModelSpec model, boolean whole) {
    ParameterCount parameters = model.parameters();
    json.put("id", model.id())
        .put("name", model.name())
        .put("parameters", (double) parameters.total())
        .put("active_parameters", parameters.active())
        .put("layers", (double) model.layers().size())
        .put("hidden_size", (double) model.hiddenSize())
        .put("maximum_positions", (double) model.maximumPositions())
        .put("mixer", model.mixerDescription())
        .put("feed_forward", model.feedForwardDescription())
        .strings("aliases", model.publication().aliases());
    if (!whole) {
      return;
    }
    json.put("source", model.publication().source())
        .put("published_parameters", model.publication().parameters())
        .put("published_parameters_source", model.publication().parametersSource())
        .object(
            "parameters_by_part",
            parts -> parts(parameters).forEach((part, count) -> parts.put(part, (double) count)))
        .object(
            "weights_bytes",
            bytes -> WEIGHT_TYPES.forEach(type -> bytes.put(type.id(), weightBytes(model, type))))
        .object(
            "kv_cache_bytes_per_token",
            bytes -> WEIGHT_TYPES.forEach(type -> bytes.put(type.id(), cacheBytes(model, type))));
  }
}
