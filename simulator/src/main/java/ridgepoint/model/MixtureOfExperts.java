package ridgepoint.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Feed-forwards of which a router picks {@code topK} per token, with optional shared ones that
 * every token passes (DeepSeekMoE 2024).
 *
 * @param expertWidth features between an expert's layers
 * @param sharedWidth features of all shared experts together; 0 for none
 * @param bias whether experts have biases
 * @param routerBias whether the router adds a bias per expert, learned or for load balance
 * @param sharedGate whether the shared output is scaled by a learned sigmoid gate (Qwen MoE)
 */
public record MixtureOfExperts(
    int experts,
    int topK,
    long expertWidth,
    long sharedWidth,
    Activation activation,
    boolean gated,
    boolean bias,
    Router router,
    boolean routerBias,
    boolean sharedGate)
    implements FeedForward {

  /** How router logits become weights. */
  public enum Router {
    SOFTMAX,
    SIGMOID
  }

  /** The router and the shared experts. */
  @Override
  public List<Projection> projections(long hiddenSize) {
    List<Projection> list = new ArrayList<>();
    list.add(
        new Projection("router", hiddenSize, experts, routerBias, Projection.Split.REPLICATED));
    if (sharedWidth > 0) {
      list.addAll(DenseFeedForward.mlp("shared_", hiddenSize, sharedWidth, gated, bias));
    }
    if (sharedGate) {
      list.add(new Projection("shared_gate", hiddenSize, 1, false, Projection.Split.REPLICATED));
    }
    return list;
  }

  /** The linear layers of one expert. */
  public List<Projection> expertProjections(long hiddenSize) {
    return DenseFeedForward.mlp("expert_", hiddenSize, expertWidth, gated, bias);
  }

  @Override
  public long expertParameters(long hiddenSize) {
    return experts * expertProjections(hiddenSize).stream().mapToLong(Projection::parameters).sum();
  }

  @Override
  public double activeParameters(long hiddenSize) {
    return FeedForward.super.activeParameters(hiddenSize)
        + (double) expertParameters(hiddenSize) * topK / experts;
  }

  /**
   * Experts that at least one of {@code tokens} picks.
   *
   * @param skew exponent of Zipf's law: the i-th most popular expert is picked in proportion to
   *     {@code i^-skew}, but never more than once a token; 0 when each is as likely as the others
   */
  public double expectedDistinctExperts(double tokens, double skew) {
    if (skew == 0) {
      return experts * (1 - Math.pow(1 - (double) topK / experts, tokens));
    }
    double[] popularity = new double[experts];
    for (int i = 0; i < experts; i++) {
      popularity[i] = Math.pow(i + 1.0, -skew);
    }
    double scale = topK / Arrays.stream(popularity).sum();
    double missed = 0;
    for (double each : popularity) {
      missed += Math.pow(1 - Math.min(1, scale * each), tokens);
    }
    return experts - missed;
  }

  @Override
  public String description() {
    String shared = sharedWidth == 0 ? "" : " + shared " + sharedWidth;
    return topK + " of " + experts + " experts x " + expertWidth + shared;
  }
}
