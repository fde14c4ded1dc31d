package ridgepoint.operator;

/**
 * One step of a model, by shape and format. Dimensions are elements; every operator is what ONE
 * device executes (parallelism has been applied already).
 */
public sealed interface Operator
    permits Gemm,
        GroupedGemm,
        Attention,
        Softmax,
        Norm,
        Elementwise,
        Rotary,
        Embedding,
        MoeRouting,
        MoePermute,
        CausalConvolution,
        StateScan,
        Sampling,
        SpeculativeVerification,
        Collective,
        Transfer {

  /** Compulsory operations and bytes. */
  Work work();

  /** The kind as results name it: {@code gemm}, {@code attention}, {@code norm}... */
  String kind();

  /** The shape as a person reads it: {@code 1x4096x11008}, {@code b8 q1 kv2049 h32/8 d128}. */
  String shape();
}
