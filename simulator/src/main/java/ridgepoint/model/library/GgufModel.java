package ridgepoint.model.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.model.Activation;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.Embeddings;
import ridgepoint.model.FeedForward;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.Head;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.NormStyle;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Norm;

/** A model from a GGUF header: sizes from its metadata, details from which tensors exist. */
final class GgufModel {
  private static final List<String> ARCHITECTURES =
      List.of("llama", "qwen2", "qwen3", "qwen3moe", "phi3", "gemma2", "gemma3", "deepseek2");

  /** A whole block of K-quantised elements: the group that mixed types are averaged over. */
  private static final int GROUP = 256;

  private final Path file;
  private final GgufHeader header;
  private final String architecture;
  private final List<String> missing = new ArrayList<>();

  private GgufModel(Path file, GgufHeader header, String architecture) {
    this.file = file;
    this.header = header;
    this.architecture = architecture;
  }

  static Checkpoint read(Path file) throws IOException {
    GgufHeader header = GgufHeader.read(file);
    String architecture = header.texts().getOrDefault("general.architecture", "");
    if (!ARCHITECTURES.contains(architecture)) {
      throw new InputException(
          "%s: %s; known: %s"
              .formatted(
                  file,
                  architecture.isEmpty()
                      ? "general.architecture is missing"
                      : "architecture '%s' is not known%s"
                          .formatted(architecture, NearMatch.hint(architecture, ARCHITECTURES)),
                  String.join(", ", ARCHITECTURES)));
    }
    GgufModel reader = new GgufModel(file, header, architecture);
    Sizes sizes = reader.sizes();
    if (!reader.missing.isEmpty()) {
      throw new InputException(
          "%s: architecture %s needs metadata that is missing: %s"
              .formatted(file, architecture, String.join(", ", reader.missing)));
    }
    String name = header.texts().getOrDefault("general.name", file.getFileName().toString());
    double bytes = header.tensors().stream().mapToDouble(StoredTensor::bytes).sum();
    return new Checkpoint(
        sizes.model(name, file.toString()),
        reader.linearFormat(),
        OptionalDouble.of(bytes),
        List.of("sizes from the metadata of " + file));
  }

  private Sizes sizes() {
    int layers = (int) Math.max(1, Math.min(Most.LAYERS, size("block_count")));
    long vocabulary = vocabulary();
    boolean isGemma = architecture.startsWith("gemma");
    return new Sizes(
        ModelSpec.Direction.DECODER,
        size("embedding_length"),
        sizeOr("context_length", 0),
        new Embeddings(vocabulary, Embeddings.Positions.ROTARY, 0, 0, false, 0, 0),
        architecture.equals("deepseek2") ? Collections.nCopies(layers, latent()) : grouped(layers),
        feedForwards(layers, isGemma ? Activation.GELU : Activation.SILU),
        new NormStyle(
            Norm.Type.RMS, isGemma ? NormStyle.Placement.SANDWICH : NormStyle.Placement.PRE, true),
        new Head(
            Head.Kind.LANGUAGE,
            vocabulary,
            !hasTensor("output.weight"),
            false,
            number("final_logit_softcapping", 0)));
  }

  private long vocabulary() {
    Optional<StoredTensor> table =
        header.tensors().stream().filter(t -> t.name().equals("token_embd.weight")).findFirst();
    return table.isPresent()
        ? table.get().lastDimension()
        : header.lengths().getOrDefault("tokenizer.ggml.tokens", sizeOr("vocab_size", 0));
  }

  private List<GroupedAttention> grouped(int layers) {
    int heads = count("attention.head_count");
    int kvHeads = (int) sizeOr("attention.head_count_kv", heads);
    long hidden = size("embedding_length");
    int headDim = (int) sizeOr("attention.key_length", hidden / Math.max(1, heads));
    int rotary = (int) Math.min(headDim, sizeOr("rope.dimension_count", headDim));
    long window = sizeOr("attention.sliding_window", 0);
    int period = architecture.equals("gemma2") ? 2 : architecture.equals("gemma3") ? 6 : 0;
    List<GroupedAttention> mixers = new ArrayList<>(layers);
    for (int i = 0; i < layers; i++) {
      boolean isGlobal = period > 0 && (i + 1) % period == 0;
      mixers.add(
          new GroupedAttention(
              heads,
              kvHeads,
              headDim,
              rotary,
              isGlobal ? 0 : window,
              hasTensor("blk.0.attn_q_norm.weight"),
              hasTensor("blk.0.attn_q.bias"),
              hasTensor("blk.0.attn_output.bias"),
              number("attn_logit_softcapping", 0),
              false));
    }
    return mixers;
  }

  private LatentAttention latent() {
    int rope = count("rope.dimension_count");
    int key = (int) sizeOr("attention.key_length_mla", size("attention.key_length"));
    return new LatentAttention(
        count("attention.head_count"),
        (int) sizeOr("attention.q_lora_rank", 0),
        count("attention.kv_lora_rank"),
        key - rope,
        rope,
        (int) sizeOr("attention.value_length_mla", size("attention.value_length")));
  }

  private List<FeedForward> feedForwards(int layers, Activation activation) {
    long experts = sizeOr("expert_count", 0);
    if (experts == 0) {
      return Collections.nCopies(
          layers, new DenseFeedForward(size("feed_forward_length"), activation, true, false));
    }
    long width = sizeOr("expert_feed_forward_length", sizeOr("feed_forward_length", 0));
    MixtureOfExperts mixture =
        new MixtureOfExperts(
            (int) experts,
            count("expert_used_count"),
            width,
            width * sizeOr("expert_shared_count", 0),
            activation,
            true,
            false,
            number("expert_gating_func", 1) == 2
                ? MixtureOfExperts.Router.SIGMOID
                : MixtureOfExperts.Router.SOFTMAX,
            header.tensors().stream().anyMatch(t -> t.name().endsWith("exp_probs_b.bias")),
            false);
    int firstDense = (int) Math.min(layers, sizeOr("leading_dense_block_count", 0));
    List<FeedForward> list = new ArrayList<>();
    if (firstDense > 0) {
      list.addAll(
          Collections.nCopies(
              firstDense,
              new DenseFeedForward(size("feed_forward_length"), activation, true, false)));
    }
    list.addAll(Collections.nCopies(layers - firstDense, mixture));
    return list;
  }

  /**
   * The format that gives the linear layers' bytes: the bits of the type most of them have, and as
   * many more per 256 elements as all of them together need.
   */
  private Optional<Format> linearFormat() {
    Predicate<StoredTensor> isLinear =
        tensor -> tensor.name().startsWith("blk.") && tensor.lastDimension() > 1;
    Map<String, Double> byType = new LinkedHashMap<>();
    double elements = 0;
    double bytes = 0;
    for (StoredTensor tensor : header.tensors()) {
      if (isLinear.test(tensor)) {
        byType.merge(tensor.type(), tensor.bytes(), Double::sum);
        elements += tensor.elements();
        bytes += tensor.bytes();
      }
    }
    if (elements == 0) {
      return Optional.empty();
    }
    GgmlType most =
        GgmlType.valueOf(
            byType.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey());
    if (most.isPlain()) {
      return DataType.parse(most.name()).map(Format::of);
    }
    double bits = bytes * Byte.SIZE / elements;
    int whole = Math.min(most.elementBits(), (int) bits);
    DataType type = DataType.parse("int" + Math.max(1, whole)).orElse(DataType.INT6);
    return Optional.of(
        new Format(type, GROUP, (int) Math.max(0, Math.round((bits - type.bits()) * GROUP))));
  }

  private boolean hasTensor(String name) {
    return header.tensors().stream().anyMatch(tensor -> tensor.name().equals(name));
  }

  private int count(String key) {
    return (int) Math.min(Integer.MAX_VALUE, size(key));
  }

  private long size(String key) {
    if (!header.numbers().containsKey(architecture + "." + key)) {
      if (!missing.contains(architecture + "." + key)) {
        missing.add(architecture + "." + key);
      }
      return 1;
    }
    return sizeOr(key, 0);
  }

  private long sizeOr(String key, long otherwise) {
    String name = architecture + "." + key;
    boolean isMixed = header.lengths().containsKey(name) && !header.numbers().containsKey(name);
    if (isMixed) {
      throw new InputException(
          file + ": " + name + " differs between layers; only equal layers are known");
    }
    double value = number(key, (double) otherwise);
    if (!(value >= 0 && value <= 0x1p32)) {
      throw new InputException(
          "%s: %s must be between 0 and 2^32, found %s".formatted(file, name, value));
    }
    return (long) value;
  }

  private double number(String key, double otherwise) {
    return header.numbers().getOrDefault(architecture + "." + key, otherwise);
  }
}
