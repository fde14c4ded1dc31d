package ridgepoint.validation.family;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Operator;
import ridgepoint.software.SoftwareStack;

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

  /**
   * Bytes of weights between two uses of an expert's: those of all that routings drawn from a power
   * law hit in turn, and of the active ones where every repetition has the same routing.
   */
  double repeatedWeightBytes(Precision precision, Kernels written) {
    double hit =
        distribution.startsWith(RoutedRows.POWER_LAW) ? localExperts() : routed(written).active();
    long width = Math.max(1, inter / tensorParallel);
    return hit * precision.weight().bytes((double) (gated ? 3 : 2) * width * hidden);
  }

  /** Rows and experts of the rank that is measured. */
  private RoutedRows routed(Kernels written) {
    return written == Kernels.LOW_LATENCY
        ? GroupLimitedRouting.of(tokens, topK, experts, expertParallel, distribution)
        : RoutedRows.of(tokens, topK, experts, expertParallel, distribution);
  }

  private Elementwise.Function activation() {
    return gated ? Elementwise.Function.SILU_MULTIPLY : Elementwise.Function.SQUARED_RELU;
  }

  private int localExperts() {
    return Math.max(1, experts / expertParallel);
  }

  /** Whose kernels compute the layer, as far as their number depends on it. */
  enum Kernels {
    /** Rows are copied into expert order and back. */
    PERMUTING,
    /**
     * So are those of other ranks' experts, and computed: products scaled by blocks on GeForce
     * Blackwell, whose time does not fall with the share of the rows that a rank has.
     */
    PERMUTING_ALL,
    /** Products gather the rows of their experts themselves. */
    GATHERING,
    /**
     * So they do, and leave zeros in the rows of other ranks' experts; activation and summation run
     * over all rows (vLLM, fused_moe.py: {@code write_zeros_to_output}, {@code silu_and_mul},
     * {@code moe_sum}).
     */
    GATHERING_ALL,
    /**
     * So they do, and the first one activates what it writes. Experts are chosen from groups, and
     * results are left for a later kernel to sum (collect_moe.py of aiconfigurator: {@code
     * do_finalize=not min_latency_mode}).
     */
    LOW_LATENCY;

    /**
     * @param stack that runs them for TensorRT-LLM's label or another's
     */
    static Kernels of(
        SoftwareStack stack,
        String backend,
        Precision precision,
        boolean lowLatency,
        DeviceSpec device) {
      if (lowLatency) {
        return LOW_LATENCY;
      }
      String generation =
          device.architecture() instanceof Architecture.Gpu gpu ? gpu.generation() : "";
      if (!backend.equals("trtllm")) {
        boolean all = stack.takesAllExpertRows(generation, precision.label());
        return all ? GATHERING_ALL : GATHERING;
      }
      boolean all = precision.scaledByBlock() && generation.equals("blackwell-geforce");
      return all ? PERMUTING_ALL : PERMUTING;
    }
  }

  /**
   * What part of the data that a kernel of {@link #kernels} moves is zeros, of those that move any:
   * rows of other ranks' experts.
   */
  Map<Operator, Double> zeros(Precision precision, Kernels written) {
    if (written != Kernels.GATHERING_ALL) {
      return Map.of();
    }
    double rows = routed(written).rows();
    double all = Math.max(rows, (double) tokens * topK);
    Map<Operator, Double> zeros = new HashMap<>();
    for (Operator kernel : kernels(precision, written)) {
      if (kernel instanceof Elementwise streamed
          && streamed.function() == Elementwise.Function.COPY) {
        zeros.put(kernel, 1.0);
      } else if (kernel instanceof Elementwise streamed && streamed.function() == activation()
          || kernel instanceof MoePermute) {
        zeros.put(kernel, 1 - rows / all);
      }
    }
    return zeros;
  }

  /** What one rank computes, in order. */
  List<Operator> kernels(Precision precision, Kernels written) {
    Format wide = Format.of(DataType.BF16);
    RoutedRows routed = routed(written);
    int local = localExperts();
    double rows = written == Kernels.PERMUTING_ALL ? (double) tokens * topK : routed.rows();
    long width = Math.max(1, inter / tensorParallel);
    long wholeRows = (long) Math.ceil(rows);
    double foreign = written == Kernels.GATHERING_ALL ? (double) tokens * topK - rows : 0;
    // Tokens are quantised before they are copied, those of other ranks' experts as well; where
    // scales are laid out by expert, after it.
    boolean permuting = written == Kernels.PERMUTING || written == Kernels.PERMUTING_ALL;
    boolean byExpert = permuting && precision.scaledByBlock();
    List<Operator> kernels = new ArrayList<>();
    kernels.add(new MoeRouting(tokens, experts, topK, wide));
    if (precision.quantisesActivations() && !byExpert) {
      kernels.add(Quantisation.quantise(precision, tokens, hidden));
    }
    if (permuting) {
      Format moved = byExpert ? wide : precision.activation();
      kernels.add(
          new MoePermute(
              MoePermute.Direction.DISPATCH, rows, Math.min(tokens, rows), hidden, moved));
    }
    if (byExpert) {
      kernels.add(Quantisation.quantise(precision, wholeRows, hidden));
    }
    kernels.add(precision.experts(local, routed.active(), rows, hidden, gated ? 2 * width : width));
    if (written != Kernels.LOW_LATENCY) {
      // The activation writes what the second product reads, narrow where that is narrow.
      kernels.add(
          new Elementwise(
              activation(),
              wholeRows + (long) foreign,
              width,
              wide,
              byExpert ? wide : precision.activation()));
    }
    if (byExpert) {
      kernels.add(Quantisation.quantise(precision, wholeRows, width));
    }
    kernels.add(precision.experts(local, routed.active(), rows, width, hidden));
    if (foreign >= 1) {
      // Zeros that both products write; as a copy, which moves twice its bytes, of half the width.
      long columns = (gated ? 2 : 1) * width + hidden;
      kernels.add(
          new Elementwise(
              Elementwise.Function.COPY, (long) foreign, (columns + 1) / 2, wide, wide));
    }
    if (written != Kernels.LOW_LATENCY) {
      // Every token gets a result, if only of zeros.
      kernels.add(
          new MoePermute(MoePermute.Direction.COMBINE, rows + foreign, tokens, hidden, wide));
    }
    return kernels;
  }
}
