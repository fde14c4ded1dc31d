package ridgepoint.model.library;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import ridgepoint.model.Activation;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.Embeddings;
import ridgepoint.model.FeedForward;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.Head;
import ridgepoint.model.Mixer;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.NormStyle;
import ridgepoint.operator.Norm;

/** Pre-norm decoders with rotary positions, RMS norms and gated feed-forwards, from config.json. */
final class LlamaFamily {
  private LlamaFamily() {}

  static Sizes llama(ConfigFields fields) {
    boolean bias = fields.flag("attention_bias", false);
    return dense(fields, bias, bias, false);
  }

  /** Qwen2: biases on queries, keys and values; its window is off unless switched on. */
  static Sizes qwen2(ConfigFields fields) {
    return dense(fields, true, false, false);
  }

  static Sizes qwen3(ConfigFields fields) {
    boolean bias = fields.flag("attention_bias", false);
    return dense(fields, bias, bias, true);
  }

  /** Gemma 2: every second layer has the window, starting with the first. */
  static Sizes gemma2(ConfigFields fields) {
    return gemma(fields, false, 2);
  }

  /** Gemma 3: every sixth layer has none, unless the file says otherwise. */
  static Sizes gemma3(ConfigFields fields) {
    return gemma(fields, true, fields.countOr("sliding_window_pattern", 6));
  }

  private static Sizes gemma(ConfigFields fields, boolean queryKeyNorm, int period) {
    int layers = Sizes.layers(fields, "num_hidden_layers");
    long window = fields.size("sliding_window");
    List<Boolean> local = local(fields, layers, period);
    double cap = fields.number("attn_logit_softcapping", 0);
    List<GroupedAttention> mixers = new ArrayList<>(layers);
    for (int i = 0; i < layers; i++) {
      long seen = local.get(i) ? window : 0;
      mixers.add(attention(fields, seen, queryKeyNorm, false, false, cap, false));
    }
    return assemble(
        fields,
        mixers,
        Collections.nCopies(layers, gated(fields, Activation.GELU)),
        NormStyle.Placement.SANDWICH,
        fields.flag("tie_word_embeddings", true),
        fields.number("final_logit_softcapping", 0));
  }

  /** Which layers have the window: {@code layer_types} when it is there, else all but each last. */
  static List<Boolean> local(ConfigFields fields, int layers, int period) {
    JsonNode types = fields.value("layer_types");
    if (types.isArray() && types.size() != layers) {
      throw fields.failure(
          "layer_types",
          String.format(Locale.ROOT, "has %d entries for %d layers", types.size(), layers));
    }
    List<Boolean> local = new ArrayList<>(layers);
    for (int i = 0; i < layers; i++) {
      local.add(
          types.isArray()
              ? types.get(i).asText().equals("sliding_attention")
              : period < 1 || (i + 1) % period != 0);
    }
    return local;
  }

  private static Sizes dense(
      ConfigFields fields, boolean queryKeyValueBias, boolean outputBias, boolean queryKeyNorm) {
    int layers = Sizes.layers(fields, "num_hidden_layers");
    long window = window(fields);
    GroupedAttention mixer =
        attention(fields, window, queryKeyNorm, queryKeyValueBias, outputBias, 0, false);
    return assemble(
        fields,
        Collections.nCopies(layers, mixer),
        Collections.nCopies(layers, gated(fields, activation(fields))),
        NormStyle.Placement.PRE,
        fields.flag("tie_word_embeddings", false),
        0);
  }

  static long window(ConfigFields fields) {
    return fields.flag("use_sliding_window", true) ? fields.sizeOr("sliding_window", 0) : 0;
  }

  static Activation activation(ConfigFields fields) {
    return activation(fields, "silu");
  }

  static Activation activation(ConfigFields fields, String standard) {
    String name = fields.text("hidden_act", fields.text("hidden_activation", standard));
    return switch (name) {
      case "silu", "swish" -> Activation.SILU;
      case "relu" -> Activation.RELU;
      case "relu2", "squared_relu" -> Activation.SQUARED_RELU;
      case "gelu" -> Activation.GELU_EXACT;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> Activation.GELU;
      default ->
          throw fields.failure("hidden_act", "'" + name + "' is not silu, gelu, relu or relu2");
    };
  }

  private static DenseFeedForward gated(ConfigFields fields, Activation activation) {
    return new DenseFeedForward(
        fields.size("intermediate_size"), activation, true, fields.flag("mlp_bias", false));
  }

  static GroupedAttention attention(
      ConfigFields fields,
      long window,
      boolean queryKeyNorm,
      boolean queryKeyValueBias,
      boolean outputBias,
      double softCap,
      boolean learnedSinks) {
    int heads = fields.count("num_attention_heads");
    int headDim =
        fields.has("head_dim")
            ? fields.count("head_dim")
            : (int) Math.min(Integer.MAX_VALUE, fields.size("hidden_size") / Math.max(1, heads));
    int rotated = (int) (headDim * fields.number("partial_rotary_factor", 1));
    return new GroupedAttention(
        heads,
        fields.countOr("num_key_value_heads", heads),
        headDim,
        rotated,
        window,
        queryKeyNorm,
        queryKeyValueBias,
        outputBias,
        softCap,
        learnedSinks);
  }

  static Sizes assemble(
      ConfigFields fields,
      List<? extends Mixer> mixers,
      List<? extends FeedForward> feedForwards,
      NormStyle.Placement placement,
      boolean tied,
      double softCap) {
    long vocabulary = fields.size("vocab_size");
    return new Sizes(
        ModelSpec.Direction.DECODER,
        fields.size("hidden_size"),
        fields.sizeOr("max_position_embeddings", 0),
        new Embeddings(vocabulary, Embeddings.Positions.ROTARY, 0, 0, false, 0, 0),
        mixers,
        feedForwards,
        new NormStyle(Norm.Type.RMS, placement, true),
        new Head(Head.Kind.LANGUAGE, vocabulary, tied, false, softCap));
  }
}
