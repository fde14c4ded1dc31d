package ridgepoint.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Operator;

/**
 * A mixture-of-experts layer on one rank: routing, rows into expert order, quantised where the type
 * is narrow, the first product, its activation, the second product, rows back. No exchange with
 * other ranks.
 *
 * @param tokens over all expert-parallel ranks
 * @param tensorParallel ranks that share every expert's width
 * @param expertParallel ranks that share the experts
 * @param distribution how tokens choose: {@code balanced}, {@code power_law_A} or {@code
 *     activated_N}
 */
record ExpertLayer(
    long tokens,
    long hidden,
    long inter,
    int topK,
    int experts,
    int tensorParallel,
    int expertParallel,
    boolean gated,
    String distribution) {

  String shape() {
    return String.format(
        Locale.ROOT,
        "%d tokens %dx%d top %d of %d tp%d ep%d %s",
        tokens,
        hidden,
        inter,
        topK,
        experts,
        tensorParallel,
        expertParallel,
        distribution);
  }

  List<Operator> kernels(Precision precision, String backend) {
    Format wide = Format.of(DataType.BF16);
    RoutedRows routed = RoutedRows.of(tokens, topK, experts, expertParallel, distribution);
    double rows = routed.rows();
    long width = Math.max(1, inter / tensorParallel);
    long wholeRows = (long) Math.ceil(rows);
    List<Operator> kernels = new ArrayList<>();
    kernels.add(new MoeRouting(tokens, experts, topK, wide));
    kernels.add(
        new MoePermute(
            MoePermute.Direction.DISPATCH, rows, (double) Math.min(tokens, rows), hidden, wide));
    if (precision.quantisesActivations()) {
      kernels.add(Quantisation.quantise(precision, wholeRows, hidden));
    }
    kernels.add(precision.experts(routed.active(), rows, hidden, gated ? 2 * width : width));
    // The activation writes what the second product reads, narrow where that is narrow.
    kernels.add(
        new Elementwise(
            gated ? Elementwise.Function.SILU_MULTIPLY : Elementwise.Function.SQUARED_RELU,
            wholeRows,
            width,
            wide,
            precision.activation()));
    kernels.add(precision.experts(routed.active(), rows, width, hidden));
    kernels.add(
        new MoePermute(
            MoePermute.Direction.COMBINE, rows, (double) Math.min(tokens, rows), hidden, wide));
    return kernels;
  }
}
