package ridgepoint.gpu;

import java.util.Locale;
import java.util.Optional;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.StateScan;

/**
 * The class of kernels that computes an operator, as paths of parameters name it: what libraries
 * write as a kernel of its own. Both 16-bit floating-point types are {@code bf16}.
 */
final class KernelClass {
  private static final String STREAM = "stream/";

  /** Products of no more rows have kernels of their own (TensorRT-LLM: fewer than 5 tokens). */
  static final int MOST_FEW_ROWS = 4;

  private static final String FEW_ROWS = "/few-rows";

  /** Columns of the narrowest warp-group product (PTX: wgmma, N of 8). */
  private static final int NARROW_GROUP = 8;

  /**
   * Experts that a token chooses at most in one fused kernel; beyond, frameworks sort and normalise
   * in kernels of their own. TensorRT-LLM's choices of 10 of 512 still take no longer than of 8,
   * those of 22 do.
   */
  private static final int FUSED_CHOICES = 16;

  private static final String GROUPED = "decode/gqa";

  private KernelClass() {}

  /**
   *
   *
   * <ul>
   *   <li>{@code gemm/TYPES}, {@code gemm/batched/TYPES}, {@code moe/TYPES}: products, by {@link
   *       #types}; {@code gemm/TYPES/few-rows} for those of a vector or a few
   *   <li>{@code attention/USE/TYPE/dSIZE}: by use (prefill, decode, encoder, mla-prefill,
   *       mla-decode), type of the keys and head size; {@code .../wide} for decode steps with more
   *       heads to a key than the narrowest matrix instruction has columns
   *   <li>{@code scan/FORM}, {@code convolution/USE}: linear attention (chunked, recurrent) and
   *       what goes before it (prompt, step)
   *   <li>{@code stream/KIND}: all that reads its operands once, by kind of operator; {@code
   *       stream/moe-routing/unfused} for choices of many experts, {@code
   *       stream/elementwise/FUNCTION}, {@code stream/elementwise/quantize/TYPE-block}, {@code
   *       stream/norm/TYPE}
   * </ul>
   */
  static String of(Operator operator) {
    if (operator instanceof Gemm gemm) {
      String types = types(gemm.left(), gemm.right(), gemm.computeType());
      if (gemm.batches() > 1) {
        return "gemm/batched/" + types;
      }
      return "gemm/" + types + (gemm.m() <= MOST_FEW_ROWS ? FEW_ROWS : "");
    }
    if (operator instanceof GroupedGemm gemm) {
      String types = types(gemm.left(), gemm.right(), gemm.computeType());
      // Weights of four bits meet activations of 16 or of 8, in kernels of their own.
      boolean narrow = gemm.right().type().bits() < gemm.computeType().bits();
      boolean widened = narrow && gemm.computeType().bits() == Byte.SIZE;
      return "moe/" + (widened ? types + "-" + name(gemm.computeType()) : types);
    }
    if (operator instanceof Attention attention) {
      return attention(attention, use(attention));
    }
    if (operator instanceof StateScan scan) {
      boolean chunked = scan.type() == StateScan.Type.MAMBA2 && scan.length() > 1;
      return chunked ? "scan/chunked" : "scan/recurrent";
    }
    if (operator instanceof CausalConvolution convolution) {
      return convolution.length() > 1 ? "convolution/prompt" : "convolution/step";
    }
    return stream(operator);
  }

  /** Whether an operator's kernel reads its operands once. */
  static boolean isStream(Operator operator) {
    return isStream(of(operator));
  }

  /** Whether a class is of products of two matrices, batched or not. */
  static boolean isProduct(String kernelClass) {
    return kernelClass.startsWith("gemm/");
  }

  /**
   * The class whose kernels can compute what those of another class are made for: of any number of
   * rows, or head by head.
   *
   * @param operator of the class
   */
  static Optional<String> alternative(Operator operator, String kernelClass) {
    if (kernelClass.endsWith(FEW_ROWS)) {
      return Optional.of(kernelClass.substring(0, kernelClass.length() - FEW_ROWS.length()));
    }
    return operator instanceof Attention attention && use(attention).equals(GROUPED)
        ? Optional.of(headByHead(attention))
        : Optional.empty();
  }

  /** The types in the name of a class of products, as {@link #types} writes them. */
  static String productTypes(String kernelClass) {
    int from = kernelClass.indexOf('/') + 1;
    int to = kernelClass.indexOf('/', from);
    return kernelClass.substring(from, to < 0 ? kernelClass.length() : to);
  }

  /** Whether a class is of products of several pairs of matrices at a time. */
  static boolean isBatched(String kernelClass) {
    return kernelClass.startsWith("gemm/batched");
  }

  /** Whether kernels of a class read their operands once. */
  static boolean isStream(String kernelClass) {
    return kernelClass.startsWith(STREAM);
  }

  private static String stream(Operator operator) {
    String kind = STREAM + operator.kind();
    if (operator instanceof Elementwise each) {
      String function = kind + "/" + id(each.function());
      boolean blocks =
          each.function() == Elementwise.Function.QUANTIZE && each.output().groupSize() > 0;
      return blocks ? function + "/" + name(each.output().type()) + "-block" : function;
    }
    if (operator instanceof MoeRouting routing && routing.topK() > FUSED_CHOICES) {
      return kind + "/unfused";
    }
    return operator instanceof Norm norm ? kind + "/" + id(norm.type()) : kind;
  }

  private static String id(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The type of a product, or of its weights when they are widened ({@code int4-weight}); products
   * scaled by blocks are {@code fp8_e4m3-block}.
   */
  private static String types(Format left, Format right, DataType compute) {
    if (right.type().bits() < compute.bits()) {
      return name(right.type()) + "-weight";
    }
    boolean scaled = left.isGrouped() || right.isGrouped();
    boolean blocks = compute.bits() == Byte.SIZE && scaled;
    return blocks ? name(compute) + "-block" : name(compute);
  }

  /** That of a kernel in which every head walks its keys alone, though others share them. */
  static String headByHead(Attention attention) {
    return attention(attention, "decode/mha");
  }

  private static boolean splitsKeys(Attention attention) {
    return attention.algorithm() == Attention.Algorithm.FLASH_SPLIT_KV;
  }

  private static String attention(Attention attention, String use) {
    DataType type = splitsKeys(attention) ? attention.keyValue().type() : attention.computeType();
    String path = "attention/" + use + "/" + name(type) + "/d" + attention.valueDim();
    boolean wide = attention.heads() / attention.kvHeads() > NARROW_GROUP;
    return use.equals(GROUPED) && wide ? path + "/wide" : path;
  }

  private static String name(DataType type) {
    return (type == DataType.FP16 ? DataType.BF16 : type).id();
  }

  private static String use(Attention attention) {
    if (attention.sharedKeyValue()) {
      return "mla-decode";
    }
    if (!attention.causal()) {
      return "encoder";
    }
    if (splitsKeys(attention)) {
      return attention.heads() == attention.kvHeads() ? "decode/mha" : GROUPED;
    }
    return attention.queryKeyDim() == attention.valueDim() ? "prefill" : "mla-prefill";
  }
}
