package ridgepoint.model.library;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ridgepoint.input.YamlSection;
import ridgepoint.model.Activation;
import ridgepoint.model.ChannelMix;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.FeedForward;
import ridgepoint.model.MixtureOfExperts;
import ridgepoint.model.NoFeedForward;

/** Makes the feed-forward parts of a model from that section of its description. */
final class FeedForwardReader {
  private FeedForwardReader() {}

  /** One per layer. */
  static List<? extends FeedForward> read(YamlSection section, int layers) {
    String kind = section.word("kind", List.of("dense", "experts", "channel_mix", "none"));
    return switch (kind) {
      case "dense" -> Collections.nCopies(layers, dense(section));
      case "experts" -> experts(section, layers);
      case "channel_mix" ->
          Collections.nCopies(
              layers,
              new ChannelMix(section.only("kind", "width").count("width", 1, Most.FEATURES)));
      default -> {
        section.only("kind");
        yield Collections.nCopies(layers, new NoFeedForward());
      }
    };
  }

  private static DenseFeedForward dense(YamlSection section) {
    section.only("kind", "width", "activation", "gated", "bias");
    return new DenseFeedForward(
        section.count("width", 1, Most.FEATURES),
        section.constant("activation", Activation.class),
        section.optionalFlag("gated"),
        section.optionalFlag("bias"));
  }

  private static List<FeedForward> experts(YamlSection section, int layers) {
    section.only(
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
    int experts = section.count("experts", 1, Most.HEADS);
    Activation activation = section.constant("activation", Activation.class);
    boolean gated = section.optionalFlag("gated");
    MixtureOfExperts mixture =
        new MixtureOfExperts(
            experts,
            section.count("top_k", 1, experts),
            section.count("expert_width", 1, Most.FEATURES),
            section.count("shared_width", 0, Most.FEATURES, 0),
            activation,
            gated,
            section.optionalFlag("bias"),
            section.constant(
                "router", MixtureOfExperts.Router.class, MixtureOfExperts.Router.SOFTMAX),
            section.optionalFlag("router_bias"),
            section.optionalFlag("shared_gate"));
    int firstDense = section.count("first_dense", 0, layers, 0);
    List<FeedForward> list = new ArrayList<>(layers);
    if (firstDense > 0) {
      long width = section.count("first_dense_width", 1, Most.FEATURES);
      list.addAll(
          Collections.nCopies(
              firstDense,
              new DenseFeedForward(width, activation, gated, section.optionalFlag("bias"))));
    }
    list.addAll(Collections.nCopies(layers - firstDense, mixture));
    return list;
  }
}
