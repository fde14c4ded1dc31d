package ridgepoint.model.library;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ridgepoint.model.Activation;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.FeedForward;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Mixer;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.NormStyle;

/** Decoders with mixtures of experts, from config.json. */
final class ExpertFamily {
  private ExpertFamily() {}

  static Sizes mixtral(ConfigFields fields) {
    int layers = Sizes.layers(fields, "num_hidden_layers");
    long width = fields.size("intermediate_size");
    return uniform(
        fields,
        LlamaFamily.attention(fields, LlamaFamily.window(fields), false, false, false, 0, false),
        mixture(fields, width, "num_local_experts"),
        layers);
  }

  static Sizes qwen3(ConfigFields fields) {
    int layers = Sizes.layers(fields, "num_hidden_layers");
    long width = fields.size("moe_intermediate_size");
    return uniform(
        fields,
        LlamaFamily.attention(fields, 0, true, false, false, 0, false),
        mixture(fields, width, "num_experts"),
        layers);
  }

  private static MixtureOfExperts mixture(ConfigFields fields, long width, String experts) {
    return new MixtureOfExperts(
        fields.count(experts),
        fields.count("num_experts_per_tok"),
        width,
        0,
        LlamaFamily.activation(fields),
        true,
        false,
        MixtureOfExperts.Router.SOFTMAX,
        false,
        false);
  }

  private static Sizes uniform(
      ConfigFields fields, Mixer mixer, FeedForward feedForward, int layers) {
    return LlamaFamily.assemble(
        fields,
        Collections.nCopies(layers, mixer),
        Collections.nCopies(layers, feedForward),
        NormStyle.Placement.PRE,
        fields.flag("tie_word_embeddings", false),
        0);
  }

  /** DeepSeek-V2 and V3: latent attention, first layers dense, shared experts. */
  static Sizes deepseek(ConfigFields fields) {
    int layers = Sizes.layers(fields, "num_hidden_layers");
    LatentAttention mixer =
        new LatentAttention(
            fields.count("num_attention_heads"),
            fields.countOr("q_lora_rank", 0),
            fields.count("kv_lora_rank"),
            fields.count("qk_nope_head_dim"),
            fields.count("qk_rope_head_dim"),
            fields.count("v_head_dim"));
    Activation activation = LlamaFamily.activation(fields);
    long width = fields.size("moe_intermediate_size");
    boolean isSigmoid = fields.text("scoring_func", "softmax").equals("sigmoid");
    MixtureOfExperts mixture =
        new MixtureOfExperts(
            fields.count("n_routed_experts"),
            fields.count("num_experts_per_tok"),
            width,
            width * fields.sizeOr("n_shared_experts", 0),
            activation,
            true,
            false,
            isSigmoid ? MixtureOfExperts.Router.SIGMOID : MixtureOfExperts.Router.SOFTMAX,
            fields.text("topk_method", "").equals("noaux_tc"),
            false);
    DenseFeedForward dense =
        new DenseFeedForward(fields.size("intermediate_size"), activation, true, false);
    int firstDense = Math.min(layers, fields.countOr("first_k_dense_replace", 0));
    List<FeedForward> feedForwards = new ArrayList<>(Collections.nCopies(firstDense, dense));
    feedForwards.addAll(Collections.nCopies(layers - firstDense, mixture));
    return LlamaFamily.assemble(
        fields,
        Collections.nCopies(layers, mixer),
        feedForwards,
        NormStyle.Placement.PRE,
        fields.flag("tie_word_embeddings", false),
        0);
  }

  /** gpt-oss: alternating windows, learned sinks, biases everywhere. */
  static Sizes gptOss(ConfigFields fields) {
    int layers = Sizes.layers(fields, "num_hidden_layers");
    long window = fields.size("sliding_window");
    List<GroupedAttention> mixers = new ArrayList<>(layers);
    for (boolean isLocal : LlamaFamily.local(fields, layers, 2)) {
      mixers.add(LlamaFamily.attention(fields, isLocal ? window : 0, false, true, true, 0, true));
    }
    MixtureOfExperts mixture =
        new MixtureOfExperts(
            fields.count("num_local_experts"),
            fields.count("num_experts_per_tok", "experts_per_token"),
            fields.size("intermediate_size"),
            0,
            Activation.SILU,
            true,
            true,
            MixtureOfExperts.Router.SOFTMAX,
            true,
            false);
    return LlamaFamily.assemble(
        fields,
        mixers,
        Collections.nCopies(layers, mixture),
        NormStyle.Placement.PRE,
        fields.flag("tie_word_embeddings", false),
        0);
  }
}
