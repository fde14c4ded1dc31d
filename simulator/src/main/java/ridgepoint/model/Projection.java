package ridgepoint.model;

/**
 * A linear layer of a model: its weight matrix and how tensor parallelism cuts it.
 *
 * @param name what the model calls it, such as {@code q_proj}
 * @param inputs input features, before any parallelism
 * @param outputs output features, before any parallelism
 * @param bias whether it adds a vector of {@code outputs}
 */
public record Projection(String name, long inputs, long outputs, boolean bias, Split split) {

  /** How tensor parallelism cuts the weight matrix (Shoeybi 2019, section 3). */
  public enum Split {
    /** Outputs are cut; every device computes its own heads or columns. */
    COLUMN,
    /** As COLUMN, but over key-value heads: replicated when there are fewer heads than devices. */
    KEY_VALUE,
    /** Inputs are cut; the partial sums need an all-reduce. */
    ROW,
    /** Every device holds and computes all of it. */
    REPLICATED
  }

  public long parameters() {
    return inputs * outputs + (bias ? outputs : 0);
  }
}
