package ridgepoint.model;

import ridgepoint.operator.Elementwise;

/** The non-linearity between a feed-forward's linear layers. */
public enum Activation {
  RELU(Elementwise.Function.RELU, Elementwise.Function.MULTIPLY, "ReLU", "ReGLU"),
  SQUARED_RELU(Elementwise.Function.SQUARED_RELU, Elementwise.Function.MULTIPLY, "ReLU^2", "ReGLU"),
  /** By the error function, as the first models have it. */
  GELU_EXACT(
      Elementwise.Function.GELU_EXACT,
      Elementwise.Function.GELU_EXACT_MULTIPLY,
      "GELU (exact)",
      "GeGLU (exact)"),
  /** By the tanh approximation. */
  GELU(Elementwise.Function.GELU, Elementwise.Function.GELU_MULTIPLY, "GELU", "GeGLU"),
  SILU(Elementwise.Function.SILU, Elementwise.Function.SILU_MULTIPLY, "SiLU", "SwiGLU");

  private final Elementwise.Function plain;
  private final Elementwise.Function gated;
  private final String plainName;
  private final String gatedName;

  Activation(
      Elementwise.Function plain, Elementwise.Function gated, String plainName, String gatedName) {
    this.plain = plain;
    this.gated = gated;
    this.plainName = plainName;
    this.gatedName = gatedName;
  }

  /** The element-wise function; the gated form multiplies by a second projection. */
  public Elementwise.Function function(boolean isGated) {
    return isGated ? gated : plain;
  }

  /** What papers call it, such as {@code SwiGLU} for a gated SiLU (Shazeer 2020). */
  public String label(boolean isGated) {
    return isGated ? gatedName : plainName;
  }
}
