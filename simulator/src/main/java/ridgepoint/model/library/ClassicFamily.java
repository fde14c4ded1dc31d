package ridgepoint.model.library;

import java.util.Collections;
import ridgepoint.model.Activation;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.Embeddings;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.Head;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.NormStyle;
import ridgepoint.operator.Norm;

/** Models with layer norms and plain feed-forwards, from config.json. */
final class ClassicFamily {
  /** OPT's position table starts with two rows that no token uses. */
  private static final int OPT_OFFSET = 2;

  private ClassicFamily() {}

  private static GroupedAttention attention(int heads, long hidden, int rotaryDim, boolean bias) {
    int headDim = (int) Math.min(Integer.MAX_VALUE, hidden / Math.max(1, heads));
    return new GroupedAttention(heads, heads, headDim, rotaryDim, 0, false, bias, bias, 0, false);
  }

  static Sizes gpt2(ConfigFields fields) {
    long hidden = fields.size("n_embd");
    long positions = fields.size("n_positions", "n_ctx");
    long width = fields.sizeOr("n_inner", 4 * hidden);
    return learned(
        fields,
        Sizes.layers(fields, "n_layer"),
        attention(fields.count("n_head"), hidden, 0, true),
        hidden,
        positions,
        positions,
        new DenseFeedForward(width, Activation.GELU, false, true));
  }

  static Sizes opt(ConfigFields fields) {
    long hidden = fields.size("hidden_size");
    if (fields.sizeOr("word_embed_proj_dim", hidden) != hidden) {
      throw fields.failure(
          "word_embed_proj_dim", "differs from hidden_size; only equal ones are known");
    }
    long positions = fields.size("max_position_embeddings");
    return learned(
        fields,
        Sizes.layers(fields, "num_hidden_layers"),
        attention(fields.count("num_attention_heads"), hidden, 0, true),
        hidden,
        positions,
        positions + OPT_OFFSET,
        new DenseFeedForward(fields.size("ffn_dim"), Activation.RELU, false, true));
  }

  private static Sizes learned(
      ConfigFields fields,
      int layers,
      GroupedAttention mixer,
      long hidden,
      long positions,
      long rows,
      DenseFeedForward feedForward) {
    long vocabulary = fields.size("vocab_size");
    return new Sizes(
        ModelSpec.Direction.DECODER,
        hidden,
        positions,
        new Embeddings(vocabulary, Embeddings.Positions.LEARNED, rows, 0, false, 0, 0),
        Collections.nCopies(layers, mixer),
        Collections.nCopies(layers, feedForward),
        new NormStyle(Norm.Type.LAYER, NormStyle.Placement.PRE, true),
        new Head(Head.Kind.LANGUAGE, vocabulary, true, false, 0));
  }

  static Sizes gptJ(ConfigFields fields) {
    long hidden = fields.size("n_embd");
    int layers = Sizes.layers(fields, "n_layer");
    long vocabulary = fields.size("vocab_size");
    long width = fields.sizeOr("n_inner", 4 * hidden);
    return new Sizes(
        ModelSpec.Direction.DECODER,
        hidden,
        fields.size("n_positions"),
        new Embeddings(vocabulary, Embeddings.Positions.ROTARY, 0, 0, false, 0, 0),
        Collections.nCopies(
            layers, attention(fields.count("n_head"), hidden, fields.count("rotary_dim"), false)),
        Collections.nCopies(layers, new DenseFeedForward(width, Activation.GELU, false, true)),
        new NormStyle(Norm.Type.LAYER, NormStyle.Placement.PARALLEL, true),
        new Head(Head.Kind.LANGUAGE, vocabulary, false, true, 0));
  }

  static Sizes bert(ConfigFields fields) {
    long hidden = fields.size("hidden_size");
    int layers = Sizes.layers(fields, "num_hidden_layers");
    long positions = fields.size("max_position_embeddings");
    return new Sizes(
        ModelSpec.Direction.ENCODER,
        hidden,
        positions,
        new Embeddings(
            fields.size("vocab_size"),
            Embeddings.Positions.LEARNED,
            positions,
            fields.size("type_vocab_size"),
            true,
            0,
            0),
        Collections.nCopies(
            layers, attention(fields.count("num_attention_heads"), hidden, 0, true)),
        Collections.nCopies(
            layers,
            new DenseFeedForward(
                fields.size("intermediate_size"),
                LlamaFamily.activation(fields, "gelu"),
                false,
                true)),
        new NormStyle(Norm.Type.LAYER, NormStyle.Placement.POST, false),
        new Head(Head.Kind.POOLER, hidden, false, true, 0));
  }
}
