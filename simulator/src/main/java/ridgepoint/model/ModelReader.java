package ridgepoint.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ridgepoint.input.YamlNode;
import ridgepoint.operator.Norm;

/** Makes a model from its YAML description. */
final class ModelReader {
  static final String SCHEMA = "ridgepoint.model/1";
  private static final long MOST_FEATURES = 1 << 22;
  private static final int MOST_LAYERS = 4096;
  private static final int MOST_HEADS = 1 << 16;
  private static final long MOST_TOKENS = 1L << 32;
  private static final long MOST_PARAMETERS = 1L << 60;

  private ModelReader() {}

  /**
   * @throws ridgepoint.input.InputException naming file, line and key of what is missing, unknown
   *     or impossible
   */
  static ModelSpec read(YamlNode.Mapping document) {
    Fields fields =
        new Fields(document, "")
            .only(
                "schema",
                "id",
                "name",
                "aliases",
                "source",
                "parameters",
                "direction",
                "hidden_size",
                "layers",
                "maximum_positions",
                "embeddings",
                "norms",
                "mixer",
                "feed_forward",
                "head");
    fields.choice("schema", List.of(SCHEMA));
    Embeddings embeddings = embeddings(fields.section("embeddings"));
    int layers = fields.size("layers", MOST_LAYERS);
    long hiddenSize = fields.size("hidden_size", MOST_FEATURES);
    return new ModelSpec(
        fields.text("id"),
        fields.text("name"),
        publication(fields),
        fields.choice("direction", ModelSpec.Direction.class),
        hiddenSize,
        fields.size("maximum_positions", MOST_TOKENS, 0),
        embeddings,
        Layers.of(
            mixers(fields.section("mixer"), layers, embeddings),
            feedForwards(fields.section("feed_forward"), layers)),
        norms(fields.section("norms")),
        head(fields.section("head"), embeddings, hiddenSize));
  }

  private static Publication publication(Fields fields) {
    List<String> aliases = fields.texts("aliases");
    String source = fields.has("source") ? fields.text("source") : "";
    if (!fields.has("parameters")) {
      return new Publication(aliases, source, 0, "");
    }
    Fields parameters = fields.section("parameters").only("published", "source");
    return new Publication(
        aliases, source, parameters.size("published", MOST_PARAMETERS), parameters.text("source"));
  }

  private static Embeddings embeddings(Fields fields) {
    fields.only(
        "vocabulary",
        "positions",
        "position_rows",
        "type_rows",
        "norm",
        "patch_size",
        "image_size");
    boolean isImage = fields.has("patch_size");
    Embeddings.Positions positions = fields.choice("positions", Embeddings.Positions.class);
    int patch = isImage ? fields.size("patch_size", MOST_HEADS) : 0;
    int image = isImage ? fields.size("image_size", MOST_HEADS) : 0;
    if (isImage && image % patch != 0) {
      throw fields.failure("image_size", image + " is not a multiple of patch_size " + patch);
    }
    return new Embeddings(
        isImage ? 0 : fields.size("vocabulary", MOST_FEATURES),
        positions,
        positions == Embeddings.Positions.LEARNED ? fields.size("position_rows", MOST_TOKENS) : 0,
        fields.size("type_rows", MOST_TOKENS, 0),
        fields.flag("norm"),
        patch,
        image);
  }

  private static NormStyle norms(Fields fields) {
    fields.only("type", "placement", "final");
    return new NormStyle(
        fields.choice("type", Norm.Type.class),
        fields.choice("placement", NormStyle.Placement.class),
        fields.flag("final"));
  }

  private static Head head(Fields fields, Embeddings embeddings, long hiddenSize) {
    fields.only("kind", "outputs", "tied", "bias", "soft_cap");
    Head.Kind kind = fields.choice("kind", Head.Kind.class);
    long usual =
        switch (kind) {
          case LANGUAGE -> embeddings.vocabularySize();
          case POOLER -> hiddenSize;
          case CLASSIFIER -> fields.size("outputs", MOST_FEATURES);
          case NONE -> 0;
        };
    return new Head(
        kind,
        fields.size("outputs", MOST_FEATURES, usual),
        fields.flag("tied"),
        fields.flag("bias"),
        fields.number("soft_cap", 0));
  }

  private static List<? extends Mixer> mixers(Fields fields, int layers, Embeddings embeddings) {
    String kind = fields.choice("kind", List.of("grouped", "latent", "mamba2", "rwkv6"));
    return switch (kind) {
      case "grouped" -> grouped(fields, layers, embeddings);
      case "latent" -> Collections.nCopies(layers, latent(fields));
      case "mamba2" -> Collections.nCopies(layers, mamba2(fields));
      default -> Collections.nCopies(layers, rwkv6(fields));
    };
  }

  private static List<GroupedAttention> grouped(Fields fields, int layers, Embeddings embeddings) {
    fields.only(
        "kind",
        "heads",
        "kv_heads",
        "head_dim",
        "rotary_dim",
        "window",
        "window_pattern",
        "qk_norm",
        "qkv_bias",
        "output_bias",
        "soft_cap",
        "learned_sinks");
    int heads = fields.size("heads", MOST_HEADS);
    int kvHeads = (int) fields.size("kv_heads", MOST_HEADS, heads);
    int headDim = fields.size("head_dim", MOST_HEADS);
    if (kvHeads < 1 || heads % kvHeads != 0) {
      throw fields.failure("kv_heads", kvHeads + " does not divide the " + heads + " heads");
    }
    boolean rotates = embeddings.positions() == Embeddings.Positions.ROTARY;
    int rotaryDim = (int) fields.size("rotary_dim", headDim, rotates ? headDim : 0);
    if (rotaryDim % 2 != 0) {
      throw fields.failure("rotary_dim", rotaryDim + " is odd; dimensions are rotated in pairs");
    }
    long window = fields.size("window", MOST_TOKENS, 0);
    List<String> pattern = windowPattern(fields, window);
    List<GroupedAttention> mixers = new ArrayList<>(layers);
    for (int i = 0; i < layers; i++) {
      boolean isLocal = pattern.get(i % pattern.size()).equals("local");
      mixers.add(
          new GroupedAttention(
              heads,
              kvHeads,
              headDim,
              rotaryDim,
              isLocal ? window : 0,
              fields.flag("qk_norm"),
              fields.flag("qkv_bias"),
              fields.flag("output_bias"),
              fields.number("soft_cap", 0),
              fields.flag("learned_sinks")));
    }
    return mixers;
  }

  private static List<String> windowPattern(Fields fields, long window) {
    List<String> pattern = fields.texts("window_pattern");
    if (pattern.isEmpty()) {
      return List.of("local");
    }
    if (window == 0) {
      throw fields.failure("window", "missing key; window_pattern needs it");
    }
    if (!List.of("local", "global").containsAll(pattern)) {
      throw fields.failure("window_pattern", "may hold local and global, found " + pattern);
    }
    return pattern;
  }

  private static LatentAttention latent(Fields fields) {
    fields.only(
        "kind", "heads", "query_rank", "key_value_rank", "nope_dim", "rope_dim", "value_dim");
    int ropeDim = fields.size("rope_dim", MOST_HEADS);
    if (ropeDim % 2 != 0) {
      throw fields.failure("rope_dim", ropeDim + " is odd; dimensions are rotated in pairs");
    }
    return new LatentAttention(
        fields.size("heads", MOST_HEADS),
        (int) fields.size("query_rank", MOST_HEADS, 0),
        fields.size("key_value_rank", MOST_HEADS),
        fields.size("nope_dim", MOST_HEADS),
        ropeDim,
        fields.size("value_dim", MOST_HEADS));
  }

  private static Mamba2 mamba2(Fields fields) {
    fields.only("kind", "heads", "head_dim", "state_dim", "groups", "convolution_width");
    int heads = fields.size("heads", MOST_HEADS);
    int groups = fields.size("groups", MOST_HEADS);
    if (heads % groups != 0) {
      throw fields.failure("groups", groups + " does not divide the " + heads + " heads");
    }
    return new Mamba2(
        heads,
        fields.size("head_dim", MOST_HEADS),
        fields.size("state_dim", MOST_HEADS),
        groups,
        fields.size("convolution_width", MOST_HEADS));
  }

  private static Rwkv6 rwkv6(Fields fields) {
    fields.only("kind", "heads", "head_dim", "mix_rank", "decay_rank");
    return new Rwkv6(
        fields.size("heads", MOST_HEADS),
        fields.size("head_dim", MOST_HEADS),
        fields.size("mix_rank", MOST_HEADS),
        fields.size("decay_rank", MOST_HEADS));
  }

  private static List<? extends FeedForward> feedForwards(Fields fields, int layers) {
    String kind = fields.choice("kind", List.of("dense", "experts", "channel_mix", "none"));
    return switch (kind) {
      case "dense" -> Collections.nCopies(layers, dense(fields));
      case "experts" -> experts(fields, layers);
      case "channel_mix" ->
          Collections.nCopies(
              layers, new ChannelMix(fields.only("kind", "width").size("width", MOST_FEATURES)));
      default -> {
        fields.only("kind");
        yield Collections.nCopies(layers, new NoFeedForward());
      }
    };
  }

  private static DenseFeedForward dense(Fields fields) {
    fields.only("kind", "width", "activation", "gated", "bias");
    return new DenseFeedForward(
        fields.size("width", MOST_FEATURES),
        fields.choice("activation", Activation.class),
        fields.flag("gated"),
        fields.flag("bias"));
  }

  private static List<FeedForward> experts(Fields fields, int layers) {
    fields.only(
        "kind",
        "experts",
        "top_k",
        "expert_width",
        "shared_width",
        "activation",
        "gated",
        "bias",
        "router",
        "router_bias",
        "shared_gate",
        "first_dense",
        "first_dense_width");
    int experts = fields.size("experts", MOST_HEADS);
    Activation activation = fields.choice("activation", Activation.class);
    boolean gated = fields.flag("gated");
    MixtureOfExperts mixture =
        new MixtureOfExperts(
            experts,
            fields.size("top_k", experts),
            fields.size("expert_width", MOST_FEATURES),
            fields.size("shared_width", MOST_FEATURES, 0),
            activation,
            gated,
            fields.flag("bias"),
            fields.choice("router", MixtureOfExperts.Router.class, MixtureOfExperts.Router.SOFTMAX),
            fields.flag("router_bias"),
            fields.flag("shared_gate"));
    int firstDense = (int) fields.size("first_dense", layers, 0);
    List<FeedForward> list = new ArrayList<>(layers);
    if (firstDense > 0) {
      long width = fields.size("first_dense_width", MOST_FEATURES);
      list.addAll(
          Collections.nCopies(
              firstDense, new DenseFeedForward(width, activation, gated, fields.flag("bias"))));
    }
    list.addAll(Collections.nCopies(layers - firstDense, mixture));
    return list;
  }
}
