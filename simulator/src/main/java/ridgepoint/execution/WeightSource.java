package ridgepoint.execution;

/** Where the numbers of a model come from, by name, before any sharding or quantisation. */
public interface WeightSource {
  /** Small enough that a residual stream stays near one through the layers of a test model. */
  double BIAS_DEVIATION = 0.05;

  /**
   * A weight matrix [rows, columns] with the outputs as rows.
   *
   * @param name such as {@code layer.3.q_proj}, {@code embedding} or {@code lm_head}
   */
  float[] matrix(String name, int rows, int columns);

  /**
   * A vector of parameters.
   *
   * @param name such as {@code layer.3.attn_norm.weight} or {@code layer.3.q_proj.bias}
   */
  float[] vector(String name, int length);
}
