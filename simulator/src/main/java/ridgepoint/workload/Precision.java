package ridgepoint.workload;

import ridgepoint.number.DataType;
import ridgepoint.number.Format;

/**
 * Formats by role.
 *
 * @param weights of linear layers
 * @param activations between operators
 * @param kvCache of cached keys and values
 * @param compute what matrix products of linear layers are computed in; weights narrower than this
 *     are widened in the kernel
 * @param attentionCompute what products of attention are computed in
 */
public record Precision(
    Format weights,
    Format activations,
    Format kvCache,
    DataType compute,
    DataType attentionCompute) {

  /** One type for everything. */
  public static Precision uniform(DataType type) {
    Format format = Format.of(type);
    return new Precision(format, format, format, type, type);
  }
}
