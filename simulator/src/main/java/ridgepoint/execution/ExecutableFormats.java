package ridgepoint.execution;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/**
 * A workload in formats that hold real numbers. Estimates may leave scales out, for they are few;
 * arithmetic cannot.
 *
 * @param workload with scales where integers need them, and 16 bits or more between products
 * @param narrow the type of eight bits or fewer that products with weights are computed in
 */
record ExecutableFormats(Workload workload, Optional<DataType> narrow) {
  private static final int QUANTISED_BITS = 8;

  /** Elements that share a scale where the workload names none. */
  private static final int GROUP = 64;

  /**
   * @param notes receives a line for everything that differs from the workload as asked for
   */
  static ExecutableFormats of(Workload workload, List<String> notes) {
    Precision asked = workload.precision();
    DataType compute = asked.compute();
    boolean narrows = compute.bits() <= QUANTISED_BITS && asked.activations().type() == compute;
    Format activations =
        asked.activations().type().bits() <= QUANTISED_BITS
            ? asked.unquantised()
            : asked.activations();
    if (narrows) {
      notes.add(
          "products with weights take %s with a scale per token and output; everything between them is %s"
              .formatted(compute, activations));
    }
    DataType attention =
        asked.attentionCompute().bits() <= QUANTISED_BITS
            ? activations.type()
            : asked.attentionCompute();
    Format weights = narrows ? asked.weights() : scaled("weights", asked.weights(), notes);
    Precision precision =
        new Precision(
            weights,
            activations,
            scaled("the KV cache", asked.kvCache(), notes),
            narrows ? activations.type() : compute,
            attention);
    return new ExecutableFormats(
        workload.withPrecision(precision), narrows ? Optional.of(compute) : Optional.empty());
  }

  private static Format scaled(String what, Format format, List<String> notes) {
    if (format.isGrouped() || !format.type().isInteger()) {
      return format;
    }
    notes.add(
        String.format(
            Locale.ROOT, "%s: %s in groups of %d with a scale each", what, format, GROUP));
    return Format.grouped(format.type(), GROUP, 0);
  }
}
