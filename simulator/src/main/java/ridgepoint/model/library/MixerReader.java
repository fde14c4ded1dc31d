package ridgepoint.model.library;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.input.NearMatch;
import ridgepoint.input.YamlSection;
import ridgepoint.model.Embeddings;
import ridgepoint.model.GatedDelta;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.LatentAttention;
import ridgepoint.model.Mamba2;
import ridgepoint.model.Mixer;
import ridgepoint.model.Rwkv6;
import ridgepoint.model.SparseIndex;

/** Makes the mixers of a model from the {@code mixer} section of its description. */
final class MixerReader {
  private MixerReader() {}

  /** One mixer per layer. */
  static List<? extends Mixer> read(YamlSection section, int layers, Embeddings embeddings) {
    String kind =
        section.word(
            "kind", List.of("grouped", "latent", "mamba2", "gated_delta", "rwkv6", "pattern"));
    return switch (kind) {
      case "pattern" -> pattern(section, layers, embeddings);
      case "grouped" -> grouped(section, layers, embeddings);
      case "latent" -> Collections.nCopies(layers, latent(section));
      case "mamba2" -> Collections.nCopies(layers, mamba2(section));
      case "gated_delta" -> Collections.nCopies(layers, gatedDelta(section));
      default -> Collections.nCopies(layers, rwkv6(section));
    };
  }

  /** Mixers that take turns, each described by name. */
  private static List<Mixer> pattern(YamlSection section, int layers, Embeddings embeddings) {
    section.only("kind", "pattern", "mixers");
    YamlSection described = section.section("mixers");
    Map<String, List<? extends Mixer>> byName = new LinkedHashMap<>();
    described
        .sections()
        .forEach((name, mixer) -> byName.put(name, read(mixer, layers, embeddings)));
    List<String> turns = section.texts("pattern");
    if (turns.isEmpty()) {
      throw section.failure("pattern", "a list of names under mixers is wanted");
    }
    for (String name : turns) {
      if (!byName.containsKey(name)) {
        throw section.failure(
            "pattern",
            "'%s' is not one of the mixers %s%s"
                .formatted(
                    name,
                    String.join(", ", byName.keySet()),
                    NearMatch.hint(name, byName.keySet())));
      }
    }
    List<Mixer> mixers = new ArrayList<>(layers);
    for (int i = 0; i < layers; i++) {
      mixers.add(byName.get(turns.get(i % turns.size())).get(i));
    }
    return mixers;
  }

  private static List<GroupedAttention> grouped(
      YamlSection section, int layers, Embeddings embeddings) {
    section.only(
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
        "learned_sinks",
        "output_gate");
    int heads = section.count("heads", 1, Most.HEADS);
    int kvHeads = section.count("kv_heads", 0, Most.HEADS, heads);
    int headDim = section.count("head_dim", 1, Most.HEADS);
    if (kvHeads < 1 || heads % kvHeads != 0) {
      throw section.failure("kv_heads", kvHeads + " does not divide the " + heads + " heads");
    }
    boolean rotates = embeddings.positions() == Embeddings.Positions.ROTARY;
    int rotaryDim = section.count("rotary_dim", 0, headDim, rotates ? headDim : 0);
    if (rotaryDim % 2 != 0) {
      throw section.failure("rotary_dim", rotaryDim + " is odd; dimensions are rotated in pairs");
    }
    long window = section.count("window", 0, Most.TOKENS, 0);
    List<String> pattern = windowPattern(section, window);
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
              section.optionalFlag("qk_norm"),
              section.optionalFlag("qkv_bias"),
              section.optionalFlag("output_bias"),
              section.number("soft_cap", 0, Most.SOFT_CAP, 0),
              section.optionalFlag("learned_sinks"),
              section.optionalFlag("output_gate")));
    }
    return mixers;
  }

  private static List<String> windowPattern(YamlSection section, long window) {
    List<String> pattern = section.texts("window_pattern");
    if (pattern.isEmpty()) {
      return List.of("local");
    }
    if (window == 0) {
      throw section.failure("window", "missing key; window_pattern needs it");
    }
    if (!List.of("local", "global").containsAll(pattern)) {
      throw section.failure("window_pattern", "may hold local and global, found " + pattern);
    }
    return pattern;
  }

  private static LatentAttention latent(YamlSection section) {
    section.only(
        "kind",
        "heads",
        "query_rank",
        "key_value_rank",
        "nope_dim",
        "rope_dim",
        "value_dim",
        "index");
    int ropeDim = section.count("rope_dim", 1, Most.HEADS);
    if (ropeDim % 2 != 0) {
      throw section.failure("rope_dim", ropeDim + " is odd; dimensions are rotated in pairs");
    }
    int queryRank = section.count("query_rank", 0, Most.HEADS, 0);
    Optional<SparseIndex> index = section.optionalSection("index").map(MixerReader::index);
    if (index.isPresent() && queryRank == 0) {
      throw section.failure("query_rank", "missing key; an index reads the compressed query");
    }
    return new LatentAttention(
        section.count("heads", 1, Most.HEADS),
        queryRank,
        section.count("key_value_rank", 1, Most.HEADS),
        section.count("nope_dim", 1, Most.HEADS),
        ropeDim,
        section.count("value_dim", 1, Most.HEADS),
        index);
  }

  private static SparseIndex index(YamlSection section) {
    section.only("heads", "dim", "selected");
    return new SparseIndex(
        section.count("heads", 1, Most.HEADS),
        section.count("dim", 1, Most.HEADS),
        section.count("selected", 1, Integer.MAX_VALUE));
  }

  private static Mamba2 mamba2(YamlSection section) {
    section.only("kind", "heads", "head_dim", "state_dim", "groups", "convolution_width");
    int heads = section.count("heads", 1, Most.HEADS);
    int groups = section.count("groups", 1, Most.HEADS);
    if (heads % groups != 0) {
      throw section.failure("groups", groups + " does not divide the " + heads + " heads");
    }
    return new Mamba2(
        heads,
        section.count("head_dim", 1, Most.HEADS),
        section.count("state_dim", 1, Most.HEADS),
        groups,
        section.count("convolution_width", 1, Most.HEADS));
  }

  private static GatedDelta gatedDelta(YamlSection section) {
    section.only("kind", "key_heads", "key_dim", "value_heads", "value_dim", "convolution_width");
    int keyHeads = section.count("key_heads", 1, Most.HEADS);
    int valueHeads = section.count("value_heads", 1, Most.HEADS);
    if (valueHeads % keyHeads != 0) {
      throw section.failure(
          "key_heads", keyHeads + " does not divide the " + valueHeads + " heads of values");
    }
    return new GatedDelta(
        keyHeads,
        section.count("key_dim", 1, Most.HEADS),
        valueHeads,
        section.count("value_dim", 1, Most.HEADS),
        section.count("convolution_width", 1, Most.HEADS));
  }

  private static Rwkv6 rwkv6(YamlSection section) {
    section.only("kind", "heads", "head_dim", "mix_rank", "decay_rank");
    return new Rwkv6(
        section.count("heads", 1, Most.HEADS),
        section.count("head_dim", 1, Most.HEADS),
        section.count("mix_rank", 1, Most.HEADS),
        section.count("decay_rank", 1, Most.HEADS));
  }
}
