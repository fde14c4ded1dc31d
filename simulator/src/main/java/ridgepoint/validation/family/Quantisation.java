package ridgepoint.validation.family;

import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Sampling;

/**
 * Dynamic quantisation of activations before a product, as kernels of its own. Per tensor, as
 * TensorRT-LLM does it for fp8, a first kernel looks for the largest magnitude of the whole tensor;
 * per token or per block, as vLLM and SGLang do it and all block formats need it, one kernel does
 * both.
 */
final class Quantisation {
  /** Elements that a block of threads looks at together. */
  private static final int BLOCK = 1024;

  private Quantisation() {}

  static List<Operator> kernels(Precision precision, String backend, long rows, long columns) {
    if (!precision.quantisesActivations() || precision.label().equals("sq")) {
      return List.of();
    }
    boolean perTensor = precision.label().equals("fp8") && backend.equals("trtllm");
    return perTensor
        ? List.of(scale(rows, columns), quantise(precision, rows, columns))
        : List.of(quantise(precision, rows, columns));
  }

  /**
   * Reads everything once and keeps the largest of each block, whatever row its elements are of:
   * what greedy sampling does with rows.
   */
  static Operator scale(long rows, long columns) {
    long elements = rows * columns;
    long blocks = Math.max(1, elements / BLOCK);
    return new Sampling(blocks, elements / blocks, true, Format.of(DataType.BF16));
  }

  static Operator quantise(Precision precision, long rows, long columns) {
    return new Elementwise(
        Elementwise.Function.QUANTIZE, rows, columns, precision.result(), precision.activation());
  }
}
