package ridgepoint.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Softmax attention in which groups of query heads share a key-value head: multi-head when {@code
 * kvHeads} equals {@code heads}, multi-query when it is 1 (Shazeer 2019), grouped between (Ainslie
 * 2023).
 *
 * @param rotaryDim dimensions of a head that are rotated; 0 for none, less than headDim for partial
 * @param window keys a query sees, itself included; 0 for all
 * @param queryKeyNorm whether queries and keys are normalised per head before the product
 * @param queryKeyValueBias whether q, k and v projections have biases
 * @param outputBias whether the output projection has one
 * @param softCap limit of the scores by tanh; 0 for none
 * @param learnedSinks whether each head has a learned logit in its softmax's denominator (gpt-oss)
 * @param outputGate whether heads' outputs are scaled by the sigmoid of one more projection
 *     (Qwen3-Next)
 */
public record GroupedAttention(
    int heads,
    int kvHeads,
    int headDim,
    int rotaryDim,
    long window,
    boolean queryKeyNorm,
    boolean queryKeyValueBias,
    boolean outputBias,
    double softCap,
    boolean learnedSinks,
    boolean outputGate)
    implements Mixer {

  /** Without an output gate. */
  public GroupedAttention(
      int heads,
      int kvHeads,
      int headDim,
      int rotaryDim,
      long window,
      boolean queryKeyNorm,
      boolean queryKeyValueBias,
      boolean outputBias,
      double softCap,
      boolean learnedSinks) {
    this(
        heads,
        kvHeads,
        headDim,
        rotaryDim,
        window,
        queryKeyNorm,
        queryKeyValueBias,
        outputBias,
        softCap,
        learnedSinks,
        false);
  }

  @Override
  public List<Projection> projections(long hiddenSize) {
    long queryWidth = (long) heads * headDim;
    long keyWidth = (long) kvHeads * headDim;
    List<Projection> list = new ArrayList<>();
    boolean bias = queryKeyValueBias;
    list.add(new Projection("q_proj", hiddenSize, queryWidth, bias, Projection.Split.COLUMN));
    list.add(new Projection("k_proj", hiddenSize, keyWidth, bias, Projection.Split.KEY_VALUE));
    list.add(new Projection("v_proj", hiddenSize, keyWidth, bias, Projection.Split.KEY_VALUE));
    list.add(new Projection("out_proj", queryWidth, hiddenSize, outputBias, Projection.Split.ROW));
    if (outputGate) {
      list.add(
          new Projection(
              "output_gate_proj", hiddenSize, queryWidth, bias, Projection.Split.COLUMN));
    }
    return list;
  }

  @Override
  public long vectorParameters(long hiddenSize) {
    return (queryKeyNorm ? 2L * headDim : 0) + (learnedSinks ? heads : 0);
  }

  @Override
  public long cachedElementsPerToken() {
    return 2L * kvHeads * headDim;
  }

  @Override
  public String description() {
    String kind = kvHeads == heads ? "MHA" : kvHeads == 1 ? "MQA" : "GQA";
    String ratio = kvHeads == heads ? Integer.toString(heads) : heads + "/" + kvHeads;
    return kind + " " + ratio + " x " + headDim + (window == 0 ? "" : ", window " + window);
  }
}
