package ridgepoint.kernel;

import ridgepoint.gemm.GemmKernel;
import ridgepoint.operator.Gemm;
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
    throw new UnsupportedOperationException("no kernel for " + operator.kind());
  }
}
