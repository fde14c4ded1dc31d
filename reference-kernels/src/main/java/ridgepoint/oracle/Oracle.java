package ridgepoint.oracle;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

/**
 * The results of any operator, for operands in the order in which its kernel documents them. Only
 * operators with whole shapes have results; an expectation has none.
 *
 * @param epsilon added to variances
 * @param parameter factor of SCALE and of a masked softmax, cap of SOFT_CAP
 * @param temperature of sampling
 * @param attentionScale factor of attention scores; 0 for one over the root of the query dimension
 * @param attentionSoftCap limit of attention scores; 0 for none
 * @param rowsPerExpert rows of each expert in a grouped product; empty for an even spread
 */
public record Oracle(
    double epsilon,
    double parameter,
    double temperature,
    double attentionScale,
    double attentionSoftCap,
    List<Long> rowsPerExpert) {
  public Oracle {
    rowsPerExpert = List.copyOf(rowsPerExpert);
  }

  public Oracle(double epsilon, double parameter, double temperature) {
    this(epsilon, parameter, temperature, 0, 0, List.of());
  }

  /**
   * The outputs by slot.
   *
   * @param operands values of all operands by slot; what stands in output slots is ignored, but for
   *     collectives that work in place
   */
  public Map<Integer, double[]> outputs(Operator operator, List<double[]> operands) {
    Map<Integer, double[]> outputs = new TreeMap<>();
    if (operator instanceof Gemm gemm) {
      outputs.put(2, ScaledProducts.gemm(gemm, operands));
    } else if (operator instanceof GroupedGemm gemm) {
      outputs.put(2, ScaledProducts.grouped(gemm, rowsPerExpert, operands));
    } else if (operator instanceof Attention attention) {
      outputs.put(attention.sharedKeyValue() ? 2 : 3, attention(attention, operands));
    } else if (operator instanceof Softmax softmax) {
      outputs.put(
          1,
          SoftmaxOracle.softmax((int) softmax.rows(), (int) softmax.columns(), masked(operands)));
    } else if (operator instanceof Norm norm) {
      norm(norm, operands, outputs);
    } else if (operator instanceof Elementwise elementwise) {
      elementwise(elementwise, operands, outputs);
    } else if (operator instanceof Rotary rotary) {
      outputs.put(
          2,
          RotaryOracle.rotate(
              rotary.heads(), rotary.rotaryDim(), operands.get(0), operands.get(1)));
    } else if (operator instanceof Embedding embedding) {
      outputs.put(
          2,
          EmbeddingOracle.embed(
              (int) embedding.columns(), operands.get(1), integers(operands.get(0))));
    } else if (operator instanceof MoeRouting routing) {
      MoeOracle.Routing routed =
          MoeOracle.route(
              (int) routing.tokens(), routing.experts(), routing.topK(), operands.get(0));
      outputs.put(1, doubles(routed.experts()));
      outputs.put(2, routed.weights());
    } else if (operator instanceof MoePermute permute) {
      permute(permute, operands, outputs);
    } else if (operator instanceof CausalConvolution convolution) {
      convolution(convolution, operands, outputs);
    } else if (operator instanceof StateScan scan) {
      StateSpaceOracle.Scanned scanned =
          StateSpaceOracle.scan(
              scan,
              operands.get(0),
              operands.get(1),
              operands.get(2),
              operands.get(3),
              operands.get(4));
      outputs.put(5, scanned.output());
      outputs.put(6, scanned.state());
    } else if (operator instanceof Sampling sampling) {
      outputs.put(1, doubles(sample(sampling, operands)));
    } else if (operator instanceof SpeculativeVerification speculation) {
      speculate(speculation, operands, outputs);
    } else if (operator instanceof Collective collective) {
      outputs.put(operands.size() - 1, CollectiveOracle.results(collective, operands.get(0)));
    } else if (operator instanceof Transfer) {
      outputs.put(1, operands.get(0).clone());
    }
    return outputs;
  }

  private double[] attention(Attention attention, List<double[]> operands) {
    return AttentionOracle.attention(
        attention,
        operands.get(0),
        operands.get(1),
        attention.sharedKeyValue() ? null : operands.get(2),
        attentionScale == 0 ? 1 / Math.sqrt(attention.queryKeyDim()) : attentionScale,
        attentionSoftCap);
  }

  /** What a softmax is taken of: with a mask it is scaled, and the mask is added. */
  private double[] masked(List<double[]> operands) {
    double[] x = operands.get(0).clone();
    for (int i = 0; operands.size() > 2 && i < x.length; i++) {
      x[i] = x[i] * parameter + operands.get(2)[i];
    }
    return x;
  }

  private void norm(Norm norm, List<double[]> operands, Map<Integer, double[]> outputs) {
    int rows = (int) norm.rows();
    int columns = (int) norm.columns();
    boolean layer = norm.type() == Norm.Type.LAYER;
    int output = layer ? 3 : 2;
    double[] x = operands.get(0);
    if (norm.residual()) {
      x = x.clone();
      for (int i = 0; i < x.length; i++) {
        x[i] += operands.get(output + 1)[i];
      }
      outputs.put(output + 2, x);
    }
    double[] weight = operands.get(1);
    outputs.put(
        output,
        layer
            ? NormOracle.layer(rows, columns, x, weight, operands.get(2), epsilon)
            : NormOracle.rms(rows, columns, x, weight, epsilon));
  }

  private void elementwise(
      Elementwise operator, List<double[]> operands, Map<Integer, double[]> outputs) {
    int columns = (int) operator.columns();
    int inputs = operator.function().inputs();
    double[] x = operands.get(0);
    double[] scales = null;
    if (operator.hasRowScales()) {
      scales = operands.get(inputs + 1);
      if (operator.function() == Elementwise.Function.QUANTIZE) {
        double largest = ElementwiseOracle.largestCode(operator.output().type());
        scales = ElementwiseOracle.scales((int) operator.rows(), columns, columns, largest, x);
        outputs.put(2, scales);
      }
    }
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      double extra = parameter;
      if (scales != null) {
        extra = scales[i / columns];
      } else if (operator.function() == Elementwise.Function.LERP) {
        extra = operands.get(inputs + 1)[i % columns];
      } else if (operator.function() == Elementwise.Function.LERP_BY) {
        extra = operands.get(inputs + 1)[i % columns] + operands.get(2)[i];
      } else if (operator.function() == Elementwise.Function.QUANTIZE
          || operator.function() == Elementwise.Function.DEQUANTIZE) {
        extra = 1;
      }
      double second = inputs > 1 ? operands.get(1)[i] : 0;
      y[i] = ElementwiseOracle.apply(operator.function(), x[i], second, extra);
    }
    outputs.put(inputs, y);
  }

  private static void permute(
      MoePermute permute, List<double[]> operands, Map<Integer, double[]> outputs) {
    int columns = (int) permute.columns();
    int copies = (int) Math.round(permute.rows() / permute.tokens());
    int[] positions = integers(operands.get(1));
    if (permute.direction() == MoePermute.Direction.DISPATCH) {
      outputs.put(2, MoeOracle.dispatch(columns, copies, operands.get(0), positions));
    } else {
      outputs.put(
          3, MoeOracle.combine(columns, copies, operands.get(0), positions, operands.get(2)));
    }
  }

  private static void convolution(
      CausalConvolution shape, List<double[]> operands, Map<Integer, double[]> outputs) {
    double[] state = shape.width() > 1 ? operands.get(3) : new double[0];
    StateSpaceOracle.Scanned result =
        StateSpaceOracle.convolve(shape, operands.get(0), state, operands.get(1));
    outputs.put(2, result.output());
    if (shape.width() > 1) {
      outputs.put(4, result.state());
    }
  }

  private int[] sample(Sampling sampling, List<double[]> operands) {
    int rows = (int) sampling.rows();
    int vocabulary = (int) sampling.vocabulary();
    return sampling.greedy()
        ? SamplingOracle.greedy(rows, vocabulary, operands.get(0))
        : SamplingOracle.sample(rows, vocabulary, operands.get(0), temperature, operands.get(2));
  }

  private static void speculate(
      SpeculativeVerification shape, List<double[]> operands, Map<Integer, double[]> outputs) {
    double[] accepted = new double[(int) shape.sequences()];
    double[] next = new double[accepted.length];
    for (int sequence = 0; sequence < accepted.length; sequence++) {
      SpeculationOracle oracle =
          new SpeculationOracle(
              shape, sequence, operands.get(0), operands.get(1), operands.get(2), operands.get(3));
      accepted[sequence] = oracle.accepted();
      next[sequence] = oracle.next((int) accepted[sequence]);
    }
    outputs.put(4, accepted);
    outputs.put(5, next);
  }

  private static int[] integers(double[] values) {
    return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
  }

  private static double[] doubles(int[] values) {
    return Arrays.stream(values).asDoubleStream().toArray();
  }
}
