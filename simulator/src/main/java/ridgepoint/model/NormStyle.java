package ridgepoint.model;

import ridgepoint.operator.Norm;

/**
 * Which norms a layer has and where.
 *
 * @param finalNorm whether a norm follows the last layer
 */
public record NormStyle(Norm.Type type, Placement placement, boolean finalNorm) {
  /** Where norms stand in a layer. */
  public enum Placement {
    /** Before mixer and feed-forward. */
    PRE,
    /** After each residual addition (the original transformer, BERT). */
    POST,
    /** Before and after mixer and feed-forward (Gemma 2). */
    SANDWICH,
    /** One norm before mixer and feed-forward, which run side by side (GPT-J). */
    PARALLEL
  }

  /** Parameters of one norm of {@code columns}: scale, and shift for a layer norm. */
  public long parameters(long columns) {
    return type == Norm.Type.LAYER ? 2 * columns : columns;
  }

  /** Norms in one layer. */
  public int perLayer(boolean hasFeedForward) {
    if (!hasFeedForward) {
      return 1;
    }
    return switch (placement) {
      case PRE, POST -> 2;
      case SANDWICH -> 4;
      case PARALLEL -> 1;
    };
  }
}
