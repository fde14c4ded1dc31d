package ridgepoint.graph;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Graph;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Operator;
import ridgepoint.operator.StateScan;
import ridgepoint.software.SoftwareStack;

/**
 * The small kernels that a software stack runs around operators of a model: they prepare metadata,
 * clear counters, sort, convert or combine partial results. A stack's description counts them by
 * use ({@code small_kernels}). Those around products are left out: most find the scale of an
 * operand anew, which a served checkpoint has.
 */
final class SmallKernels {
  private static final Format INDEX = Format.of(DataType.INT32);

  private static final String SUFFIX = "_small";

  private SmallKernels() {}

  /** The kernel that small ones belong to; any other kernel itself. */
  static Graph.Node owner(Graph kernels, Graph.Node node) {
    return node.name().endsWith(SUFFIX) ? kernels.nodes().get(node.inputs().get(0)) : node;
  }

  /** The kernels of one pass with small ones after those that they belong to. */
  static Graph around(Graph kernels, SoftwareStack stack) {
    if (stack.smallKernels().isEmpty()) {
      return kernels;
    }
    List<Graph.Node> nodes = new ArrayList<>();
    int[] moved = new int[kernels.nodes().size()];
    for (int i = 0; i < moved.length; i++) {
      Graph.Node node = kernels.nodes().get(i);
      List<Integer> inputs = node.inputs().stream().map(input -> moved[input]).toList();
      moved[i] = nodes.size();
      nodes.add(new Graph.Node(node.name(), node.block(), node.operator(), node.count(), inputs));
      int count = stack.smallKernels(use(kernels, node));
      if (count > 0) {
        nodes.add(
            new Graph.Node(
                node.name() + SUFFIX,
                node.block(),
                new Elementwise(
                    Elementwise.Function.COPY, entries(node.operator()), 1, INDEX, INDEX),
                node.count() * count,
                List.of(moved[i])));
      }
    }
    return new Graph(kernels.phase(), nodes);
  }

  /** What a small kernel handles: sequences, or else one entry. */
  private static long entries(Operator operator) {
    return operator instanceof Attention attention ? attention.batch() : 1;
  }

  /** The name under which a stack counts them; empty where it has none. */
  private static String use(Graph kernels, Graph.Node node) {
    Operator operator = node.operator();
    if (operator instanceof Attention attention) {
      return attention(attention);
    }
    if (operator instanceof MoeRouting) {
      return "moe/" + experts(kernels, node.block());
    }
    if (operator instanceof CausalConvolution convolution) {
      return "linear_attention/causal_conv1d_" + (convolution.length() > 1 ? "fn" : "update");
    }
    if (operator instanceof StateScan scan) {
      return scan.length() > 1
          ? "linear_attention/chunk_gated_delta_rule"
          : "linear_attention/fused_recurrent_gated_delta_rule";
    }
    return "";
  }

  /** Label of the type that the experts of a block are computed in, as measurements have it. */
  private static String experts(Graph kernels, String block) {
    for (Graph.Node node : kernels.nodes()) {
      if (node.block().equals(block) && node.operator() instanceof GroupedGemm experts) {
        return label(experts);
      }
    }
    return "";
  }

  private static String label(GroupedGemm experts) {
    DataType computed = experts.computeType();
    return switch (experts.right().type()) {
      case FP4_E2M1 -> computed == DataType.FP4_E2M1 ? "nvfp4" : mxfp4(computed);
      case INT4 -> "int4_wo";
      case FP8_E4M3 -> experts.right().isGrouped() ? "fp8_block" : "fp8";
      default -> "bfloat16";
    };
  }

  private static String mxfp4(DataType computed) {
    return computed == DataType.FP8_E4M3 ? "w4a8_mxfp4_mxfp8" : "w4a16_mxfp4";
  }

  private static String attention(Attention attention) {
    String cache = label(attention.keyValue().type());
    boolean prompt = attention.queryLength() > 1;
    if (attention.queryKeyDim() != attention.valueDim()) {
      return "mla/" + (prompt ? "prefill/" : "decode/") + cache;
    }
    if (!attention.causal()) {
      return "encoder_attention";
    }
    return prompt
        ? "attention_prefill/" + label(attention.computeType()) + "/" + cache
        : "attention_decode/" + cache;
  }

  private static String label(DataType type) {
    return type.bits() == Byte.SIZE ? "fp8" : "bfloat16";
  }
}
