package ridgepoint.kernel;

import ridgepoint.attention.FlashAttentionKernel;
import ridgepoint.collective.CollectiveKernel;
import ridgepoint.elementwise.ElementwiseKernel;
import ridgepoint.embedding.EmbeddingKernel;
import ridgepoint.gemm.GemmKernel;
import ridgepoint.gemm.GroupedGemmKernel;
import ridgepoint.moe.PermuteKernel;
import ridgepoint.moe.RoutingKernel;
import ridgepoint.norm.NormKernel;
import ridgepoint.operator.Attention;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Rotary;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.Softmax;
import ridgepoint.operator.SpeculativeVerification;
import ridgepoint.operator.StateScan;
import ridgepoint.operator.Transfer;
import ridgepoint.rotary.RotaryKernel;
import ridgepoint.sampling.SamplingKernel;
import ridgepoint.sampling.SpeculativeVerificationKernel;
import ridgepoint.softmax.SoftmaxKernel;
import ridgepoint.statespace.CausalConvolutionKernel;
import ridgepoint.statespace.StateScanKernel;
import ridgepoint.tile.Kernel;
import ridgepoint.transfer.TransferKernel;

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
    if (operator instanceof Softmax softmax) {
      return new SoftmaxKernel(softmax);
    }
    if (operator instanceof Norm norm) {
      return new NormKernel(norm);
    }
    if (operator instanceof Elementwise elementwise) {
      return new ElementwiseKernel(elementwise);
    }
    if (operator instanceof Rotary rotary) {
      return new RotaryKernel(rotary);
    }
    if (operator instanceof Embedding embedding) {
      return new EmbeddingKernel(embedding);
    }
    if (operator instanceof MoeRouting routing) {
      return new RoutingKernel(routing);
    }
    if (operator instanceof MoePermute permute) {
      return new PermuteKernel(permute);
    }
    if (operator instanceof CausalConvolution convolution) {
      return new CausalConvolutionKernel(convolution);
    }
    if (operator instanceof StateScan scan) {
      return new StateScanKernel(scan);
    }
    if (operator instanceof Sampling sampling) {
      return new SamplingKernel(sampling);
    }
    if (operator instanceof SpeculativeVerification verification) {
      return new SpeculativeVerificationKernel(verification);
    }
    if (operator instanceof Collective collective) {
      return new CollectiveKernel(collective);
    }
    if (operator instanceof Transfer transfer) {
      return new TransferKernel(transfer);
    }
    throw new UnsupportedOperationException("no kernel for " + operator.kind());
  }
}
