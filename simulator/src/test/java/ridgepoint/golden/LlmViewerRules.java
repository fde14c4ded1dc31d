package ridgepoint.golden;

import java.util.LinkedHashMap;
import java.util.Map;
import ridgepoint.graph.ModelGraphs;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Work;
import ridgepoint.workload.KernelChoices;
import ridgepoint.workload.KernelChoices.AttentionKernel;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/**
 * What LLM-Viewer says about one layer and the output matrix, made from our graph by named rules.
 * Linear layers, the unfused products with the KV cache and the softmax's operations are taken from
 * the graph as they are; every rule says where and why LLM-Viewer differs.
 */
final class LlmViewerRules {
  /** One of its rows. */
  record Row(
      double operations,
      double loadWeight,
      double loadActivation,
      double storeActivation,
      double loadCache,
      double storeCache) {
    Row plus(Row other) {
      return new Row(
          operations + other.operations,
          loadWeight + other.loadWeight,
          loadActivation + other.loadActivation,
          storeActivation + other.storeActivation,
          loadCache + other.loadCache,
          storeCache + other.storeCache);
    }

    Row times(double factor) {
      return new Row(
          operations * factor,
          loadWeight * factor,
          loadActivation * factor,
          storeActivation * factor,
          loadCache * factor,
          storeCache * factor);
    }
  }

  private final ModelSpec model;
  private final GroupedAttention attention;
  private final DenseFeedForward feedForward;
  private final long batch;
  private final long keys;
  private final long queries;
  private final double activationBytes;
  private final Format keyValue;
  private final boolean flash;
  private final Graph graph;

  LlmViewerRules(Map<String, String> row) {
    model = ModelLibrary.load(row.get("model"));
    attention = (GroupedAttention) model.layers().get(0).mixer();
    feedForward = (DenseFeedForward) model.layers().get(0).feedForward();
    batch = GoldenFile.whole(row, "batchsize");
    keys = GoldenFile.whole(row, "seqlen");
    flash = row.get("flash").equals("1");
    boolean isPrefill = row.get("stage").equals("prefill");
    queries = isPrefill ? keys : 1;
    Format activation = format(row.get("a_bit"));
    activationBytes = activation.bytes(1);
    keyValue = format(row.get("kv_bit"));
    Precision precision =
        new Precision(format(row.get("w_bit")), activation, keyValue, DataType.FP16, DataType.FP16);
    KernelChoices unfused =
        new KernelChoices(AttentionKernel.UNFUSED, 1, KernelChoices.DEFAULT.window(), 0);
    Workload workload = Workload.of(batch, keys, 1, precision).withKernels(unfused);
    graph =
        isPrefill
            ? ModelGraphs.prefill(model, workload)
            : ModelGraphs.decodeStep(model, workload, keys - 1);
  }

  private static Format format(String bits) {
    return Format.of(
        switch (bits) {
          case "16" -> DataType.FP16;
          case "8" -> DataType.INT8;
          case "4" -> DataType.INT4;
          case "2" -> DataType.INT2;
          case "1" -> DataType.INT1;
          default -> throw new IllegalArgumentException(bits + " bits");
        });
  }

  int layers() {
    return model.layers().size();
  }

  /** Rows of one layer by LLM-Viewer's names, then its row of the output matrix. */
  Map<String, Row> rows() {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String name : new String[] {"q_proj", "k_proj", "v_proj", "out_proj"}) {
      rows.put(name, ours(name));
    }
    rows.put("up_proj", ours("up_proj"));
    rows.put("down_proj", ours("down_proj"));
    if (feedForward.gated()) {
      rows.put("gate_proj", ours("gate_proj"));
    } else if (!model.isParallel()) {
      // Rule "OPT gate": OPT is given a gate projection that it does not have.
      rows.put("gate_proj", ours("up_proj"));
    }
    attention(rows);
    elementwise(rows);
    rows.put("lm_head", head());
    return rows;
  }

  private Row ours(String name) {
    Operator operator =
        graph.nodes().stream()
            .filter(node -> node.name().equals(name))
            .findFirst()
            .orElseThrow()
            .operator();
    Work work = operator.work();
    return new Row(
        work.operations(),
        work.read().weight(),
        work.read().activation(),
        work.written().activation(),
        work.read().kvCache(),
        work.written().kvCache());
  }

  private void attention(Map<String, Row> rows) {
    Row queryKey = ours("qk_matmul");
    if (queries > 1) {
      // Rule "query heads": a prefill reads the queries of the key-value heads only.
      queryKey =
          withLoadActivation(
              queryKey, queryKey.loadActivation() * attention.kvHeads() / attention.heads());
    }
    Row softmax = ours("softmax");
    Row scoreValue = ours("sv_matmul");
    if (!flash) {
      rows.put("qk_matmul", queryKey);
      rows.put("softmax", softmax);
      rows.put("sv_matmul", scoreValue);
      return;
    }
    // Rule "flash operations": no masked pair is left out, as in the unfused form.
    // Rule "flash output": the output is taken as two score matrices.
    // Rule "flash cache": keys and values of all query heads are read once per block of as many
    // queries as a head has dimensions.
    double blocks = Math.ceil((double) queries / attention.headDim());
    double heads = (double) batch * attention.heads();
    rows.put(
        "fused_attention",
        new Row(
            queryKey.operations() + softmax.operations() + scoreValue.operations(),
            0,
            activationBytes * queries * attention.headDim() * heads,
            activationBytes * 2 * queries * keys * heads,
            keyValue.bytes(blocks * keys * attention.headDim() * heads * 2),
            0));
  }

  private static Row withLoadActivation(Row row, double bytes) {
    return new Row(
        row.operations(),
        row.loadWeight(),
        bytes,
        row.storeActivation(),
        row.loadCache(),
        row.storeCache());
  }

  private void elementwise(Map<String, Row> rows) {
    double elements = (double) batch * queries * model.hiddenSize();
    double bytes = elements * activationBytes;
    // Rule "norm": 7 operations an element for every kind, weights not counted, not fused with the
    // addition before it; one norm in a parallel layer.
    Row norm = new Row(7 * elements, 0, bytes, bytes, 0, 0);
    rows.put("attn_norm", norm);
    if (!model.isParallel()) {
      rows.put("mlp_norm", norm);
    }
    // Rule "additions": one of the two operands is read.
    Row addition = new Row(elements, 0, bytes, bytes, 0, 0);
    rows.put("attn_add", addition);
    rows.put("mlp_add", addition);
    // Rule "activation": 2 operations on two inputs of the hidden size, not of the feed-forward's.
    rows.put("mlp_act", new Row(2 * elements, 0, 2 * bytes, bytes, 0, 0));
  }

  /** Rule "head": a multiply-add is one operation, activations are those of one sequence. */
  private Row head() {
    Row ours = ours("lm_head");
    return new Row(
        ours.operations() / 2,
        ours.loadWeight(),
        ours.loadActivation() / batch,
        ours.storeActivation() / batch,
        0,
        0);
  }

  /**
   * Rule "network": the layer's rows times the layers and the output matrix once; embedding, rotary
   * embedding, final norm and sampling do not exist.
   */
  Row network() {
    Map<String, Row> rows = rows();
    Row head = rows.remove("lm_head");
    Row layer = rows.values().stream().reduce(Row::plus).orElseThrow();
    return layer.times(layers()).plus(head);
  }

  /** Work of our graph that must equal theirs without any rule: linear layers and KV cache. */
  boolean isExact(String name) {
    return name.endsWith("_proj") && graph.nodes().stream().anyMatch(n -> n.name().equals(name));
  }

  /** Bytes of the KV cache that our graph writes in all layers. */
  double writtenCacheBytes() {
    return graph.work().written().kvCache();
  }

  /** Weight bytes of the linear layers of our graph, without the output matrix. */
  double layerWeightBytes() {
    double bytes = 0;
    for (Graph.Node node : graph.nodes()) {
      boolean isLinear = node.operator() instanceof Gemm gemm && gemm.rightRole() == Role.WEIGHT;
      if (isLinear && !node.name().equals("lm_head")) {
        bytes += node.count() * node.operator().work().read().weight();
      }
    }
    return bytes;
  }
}
