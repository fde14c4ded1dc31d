package ridgepoint.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Elementwise.Function;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Graph;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Rotary;
import ridgepoint.software.Fusion;
import ridgepoint.software.SoftwareStack;

/**
 * Rewrites a model's operators into the kernels that a software stack launches: what it fuses
 * becomes one node, what it does not fuse gets a node of its own.
 */
public final class KernelGraph {
  /** Products of one input that stacks compute as one, by the name they then have. */
  private static final Map<String, List<String>> ATTENTION_PRODUCTS =
      Map.of(
          "qkv_proj", List.of("q_proj", "k_proj", "v_proj"),
          "qkv_a_proj", List.of("q_a_proj", "kv_a_proj"));

  private final Fusion fusion;
  private final List<Graph.Node> before;
  private final Map<Integer, Integer> moved = new HashMap<>();
  private final Map<List<Object>, Integer> quantised = new HashMap<>();
  private final List<Graph.Node> nodes = new ArrayList<>();
  private final List<Graph.Node> cacheWrites = new ArrayList<>();

  private static final Format WIDEST = Format.of(DataType.FP32);

  private KernelGraph(Graph graph, Fusion fusion) {
    this.fusion = fusion;
    this.before = graph.nodes();
  }

  /** The kernels of one pass, with the small ones that the stack runs around them. */
  public static Graph of(Graph graph, SoftwareStack stack) {
    boolean asTheModel = stack.fusion().equals(Fusion.OF_MODEL) || stack.backends().isEmpty();
    Graph held = asTheModel ? graph : ReplicatedTokens.of(graph);
    return SmallKernels.around(of(held, stack.fusion()), stack);
  }

  /** The kernel that small ones belong to; any other kernel itself. */
  public static Graph.Node owner(Graph kernels, Graph.Node node) {
    return SmallKernels.owner(kernels, node);
  }

  /** The kernels of one pass. */
  public static Graph of(Graph graph, Fusion fusion) {
    if (fusion.equals(Fusion.OF_MODEL)) {
      return graph;
    }
    KernelGraph rewriting = new KernelGraph(graph, fusion);
    for (int i = 0; i < rewriting.before.size(); i++) {
      if (!rewriting.moved.containsKey(i)) {
        rewriting.rewrite(i);
      }
    }
    return new Graph(graph.phase(), rewriting.nodes);
  }

  private void rewrite(int index) {
    Graph.Node node = before.get(index);
    if (attends(node.operator())) {
      nodes.addAll(cacheWrites);
      cacheWrites.clear();
    }
    List<Integer> joined = joined(index);
    if (joined.size() > 1) {
      join(joined);
    } else if (node.operator() instanceof Rotary && fusion.rotary()) {
      moved.put(index, moved.get(node.inputs().get(0)));
    } else if (node.operator() instanceof Norm norm && norm.residual() && !fusion.residualAdd()) {
      int added =
          add(
              node,
              node.name() + "_add",
              rows(Function.ADD, norm.rows(), norm.columns(), norm.activation()));
      nodes.add(node(node, node.name(), withoutResidual(norm), List.of(added)));
      moved.put(index, nodes.size() - 1);
    } else if (node.operator() instanceof Elementwise gate && apart(gate) != gate.function()) {
      int active =
          add(node, node.name(), rows(apart(gate), gate.rows(), gate.columns(), gate.input()));
      nodes.add(
          node(
              node,
              node.name() + "_gate",
              rows(Function.MULTIPLY, gate.rows(), gate.columns(), gate.input()),
              List.of(active)));
      moved.put(index, nodes.size() - 1);
    } else {
      moved.put(index, product(node, node.name(), node.operator()));
      writeCache(index);
    }
  }

  /** Nodes that this one is computed together with, itself first. */
  private List<Integer> joined(int index) {
    String name = before.get(index).name();
    if (fusion.qkvProjection()) {
      for (List<String> products : ATTENTION_PRODUCTS.values()) {
        if (products.get(0).equals(name)) {
          return siblings(index, products);
        }
      }
    }
    boolean gate = name.endsWith("gate_proj");
    return fusion.gateUpProjection() && gate
        ? siblings(index, List.of(name, name.replace("gate_proj", "up_proj")))
        : List.of(index);
  }

  /** The nodes of those names in the same block that read what this one reads. */
  private List<Integer> siblings(int index, List<String> names) {
    Graph.Node first = before.get(index);
    List<Integer> found = new ArrayList<>();
    for (int i = index; i < before.size(); i++) {
      Graph.Node node = before.get(i);
      if (names.contains(node.name())
          && node.block().equals(first.block())
          && node.inputs().equals(first.inputs())) {
        found.add(i);
      }
    }
    return found;
  }

  private void join(List<Integer> members) {
    Graph.Node first = before.get(members.get(0));
    long columns = 0;
    for (int member : members) {
      Operator operator = before.get(member).operator();
      columns += operator instanceof Gemm gemm ? gemm.n() : ((GroupedGemm) operator).n();
    }
    String name =
        ATTENTION_PRODUCTS.entrySet().stream()
            .filter(each -> each.getValue().get(0).equals(first.name()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(first.name().replace("gate_proj", "gate_up_proj"));
    int whole = product(first, name, widened(first.operator(), columns));
    members.forEach(member -> moved.put(member, whole));
    members.forEach(this::writeCache);
  }

  private static Operator widened(Operator operator, long columns) {
    if (operator instanceof GroupedGemm gemm) {
      return new GroupedGemm(
          gemm.groups(),
          gemm.activeGroups(),
          gemm.rows(),
          columns,
          gemm.k(),
          gemm.left(),
          gemm.right(),
          gemm.output(),
          gemm.computeType());
    }
    Gemm gemm = (Gemm) operator;
    return new Gemm(
        gemm.batches(),
        gemm.m(),
        columns,
        gemm.k(),
        gemm.left(),
        gemm.right(),
        gemm.left(),
        gemm.rightRole(),
        Role.ACTIVATION,
        gemm.computeType(),
        gemm.density());
  }

  /** Adds a node, and before a product of narrow types the quantisation of what it reads. */
  private int product(Graph.Node like, String name, Operator operator) {
    List<Integer> inputs = new ArrayList<>(like.inputs().stream().map(moved::get).toList());
    if (!fusion.quantisation() || isScaledByBlocks(operator)) {
      quantisation(operator)
          .ifPresent(
              quantise -> {
                List<Object> what = List.of(like.block(), List.copyOf(inputs), quantise);
                if (!quantised.containsKey(what)) {
                  nodes.add(node(like, name + "_quantise", quantise, inputs));
                  quantised.put(what, nodes.size() - 1);
                }
                inputs.clear();
                inputs.add(quantised.get(what));
              });
    }
    nodes.add(node(like, name, operator, inputs));
    return nodes.size() - 1;
  }

  /** What makes the left operand as narrow as the type that the product computes in. */
  private static Optional<Elementwise> quantisation(Operator operator) {
    if (operator instanceof GroupedGemm gemm) {
      return quantisation(
          Math.round(gemm.rows()), gemm.k(), gemm.left(), narrow(gemm.right(), gemm.computeType()));
    }
    return operator instanceof Gemm gemm && gemm.rightRole() == Role.WEIGHT && gemm.batches() == 1
        ? quantisation(gemm.m(), gemm.k(), gemm.left(), narrow(gemm.right(), gemm.computeType()))
        : Optional.empty();
  }

  private static Optional<Elementwise> quantisation(
      long rows, long columns, Format wide, Format narrow) {
    return narrow.type().bits() < wide.type().bits()
        ? Optional.of(new Elementwise(Function.QUANTIZE, Math.max(1, rows), columns, wide, narrow))
        : Optional.empty();
  }

  /** What the left operand of a product is made: scaled by blocks where the weights are. */
  private static Format narrow(Format weights, DataType computed) {
    boolean alike = weights.isGrouped() && weights.type() == computed;
    return alike ? weights : Format.of(computed);
  }

  /** Norms and activations know no scale of a block beforehand: a kernel of its own finds it. */
  private static boolean isScaledByBlocks(Operator operator) {
    Format weights =
        operator instanceof GroupedGemm experts
            ? experts.right()
            : operator instanceof Gemm gemm ? gemm.right() : WIDEST;
    return weights.isGrouped() && weights.type() == DataType.FP8_E4M3;
  }

  /**
   * What a projection of the model writes to the cache, a stack may copy there before attending.
   */
  private void writeCache(int index) {
    Graph.Node node = before.get(index);
    if (fusion.cacheWrite()
        || !(node.operator() instanceof Gemm gemm)
        || gemm.outputRole() != Role.KV_CACHE
        || node.name().equals("k_proj")) {
      return;
    }
    long columns = node.name().equals("v_proj") ? 2 * gemm.n() : gemm.n();
    Elementwise write =
        new Elementwise(Function.COPY, gemm.m(), columns, gemm.left(), gemm.output());
    cacheWrites.add(node(node, "cache_write", write, List.of(moved.get(index))));
  }

  private static boolean attends(Operator operator) {
    return operator instanceof Attention
        || (operator instanceof Gemm gemm && gemm.rightRole() == Role.KV_CACHE);
  }

  private Function apart(Elementwise gate) {
    if (fusion.gatedActivation()) {
      return gate.function();
    }
    return switch (gate.function()) {
      case SILU_MULTIPLY -> Function.SILU;
      case GELU_MULTIPLY -> Function.GELU;
      case GELU_EXACT_MULTIPLY -> Function.GELU_EXACT;
      default -> gate.function();
    };
  }

  private static Elementwise rows(Function function, long rows, long columns, Format format) {
    return new Elementwise(function, rows, columns, format, format);
  }

  private static Norm withoutResidual(Norm norm) {
    return new Norm(
        norm.type(), norm.rows(), norm.columns(), false, norm.activation(), norm.weight());
  }

  private int add(Graph.Node like, String name, Operator operator) {
    nodes.add(node(like, name, operator, like.inputs().stream().map(moved::get).toList()));
    return nodes.size() - 1;
  }

  private static Graph.Node node(
      Graph.Node like, String name, Operator operator, List<Integer> inputs) {
    return new Graph.Node(name, like.block(), operator, like.count(), inputs);
  }
}
