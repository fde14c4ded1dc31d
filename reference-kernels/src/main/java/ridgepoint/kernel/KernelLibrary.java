package ridgepoint.kernel;

import ridgepoint.attention.FlashAttentionKernel;
import ridgepoint.gemm.GemmKernel;
import ridgepoint.gemm.GroupedGemmKernel;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Kernel;

/** The kernel of each operator: the one place that knows them all. */
public final class KernelLibrary {
  private KernelLibrary() {}

  /** The kernel that computes an operator. */
  public static Kernel kernelFor(Operator operator) {
    if (operator instanceof Gemm gemm) {
      return new GemmKernel(gemm);
    }
    if (operator instanceof GroupedGemm gemm) {
      return new GroupedGemmKernel(gemm);
    }
    if (operator instanceof Attention attention) {
      return new FlashAttentionKernel(attention);
    }
    throw new UnsupportedOperationException("no kernel for " + operator.kind());
  }
}
