package ridgepoint.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Elementwise.Function;
import ridgepoint.operator.Role;
import ridgepoint.operator.StateScan;

/** The oracle against results worked out by hand. */
class OracleTest {
  private static final double EXACT = 1e-12;
  private static final Format FP32 = Format.of(DataType.FP32);

  @Test
  void productMultipliesByTheTransposedRight() {
    double[] product =
        GemmOracle.gemm(
            1, 2, 2, 3, new double[] {1, 2, 3, 4, 5, 6}, new double[] {1, 0, 2, 0, 1, 1});
    assertArrayEquals(new double[] {7, 5, 16, 11}, product, EXACT);
  }

  @Test
  void softmaxOfEqualLogitsIsUniformAndOfLogarithmsProportional() {
    double[] x = {5, 5, Math.log(1), Math.log(3)};
    assertArrayEquals(new double[] {0.5, 0.5, 0.25, 0.75}, SoftmaxOracle.softmax(2, 2, x), EXACT);
  }

  @Test
  void normsOfThreeAndFour() {
    double[] x = {3, 4};
    double[] one = {1, 1};
    double root = Math.sqrt(12.5);
    assertArrayEquals(new double[] {3 / root, 4 / root}, NormOracle.rms(1, 2, x, one, 0), EXACT);
    assertArrayEquals(
        new double[] {-2 + 5, 2 + 5},
        NormOracle.layer(1, 2, x, new double[] {2, 2}, new double[] {5, 5}, 0),
        EXACT);
  }

  @Test
  void aWindowedQuerySeesItselfItsPredecessorAndTheSink() {
    double[] zeros = new double[4];
    double[] values = {1, 10, 100, 1000};
    Attention attention = attention(4, 2, 1);
    assertArrayEquals(
        new double[] {1, 11 / 2.0, 111 / 3.0, 1101 / 3.0},
        AttentionOracle.attention(attention, zeros, zeros, values, 1),
        EXACT);
  }

  @Test
  void attentionWeighsValuesByTheSoftmaxOfScaledScores() {
    double[] query = {2};
    double[] keys = {0, Math.log(3)};
    assertArrayEquals(
        new double[] {0.25 * 4 + 0.75 * 8},
        AttentionOracle.attention(attention(1, 0, 0, 2), query, keys, new double[] {4, 8}, 0.5),
        EXACT);
  }

  private static Attention attention(long length, long window, long sinks) {
    return attention(length, window, sinks, length);
  }

  private static Attention attention(long queries, long window, long sinks, long keys) {
    return new Attention(
        1,
        queries,
        keys,
        1,
        1,
        1,
        1,
        window,
        sinks,
        true,
        false,
        FP32,
        FP32,
        Role.KV_CACHE,
        DataType.FP32,
        Attention.Algorithm.FLASH);
  }

  @Test
  void aQuarterTurnExchangesTheHalves() {
    double[] table = RotaryOracle.table(2, new long[] {0, 1}, 10_000);
    assertArrayEquals(new double[] {1, 0, Math.cos(1), Math.sin(1)}, table, EXACT);
    double[] quarter = {0, 0, 1, 1};
    assertArrayEquals(
        new double[] {-3, -4, 1, 2},
        RotaryOracle.rotate(1, 4, new double[] {1, 2, 3, 4}, quarter),
        EXACT);
  }

  @Test
  void activationsAtKnownPoints() {
    assertEquals(0.5, ElementwiseOracle.apply(Function.SIGMOID, 0, 0, 1), EXACT);
    assertEquals(0.75 * Math.log(3), silu(Math.log(3)), EXACT);
    assertEquals(0.841192, ElementwiseOracle.apply(Function.GELU, 1, 0, 1), 1e-6);
    assertEquals(9, ElementwiseOracle.apply(Function.SQUARED_RELU, 3, 0, 1), EXACT);
    assertEquals(0, ElementwiseOracle.apply(Function.SQUARED_RELU, -3, 0, 1), EXACT);
    assertEquals(2.5, ElementwiseOracle.apply(Function.LERP, 2, 4, 0.25), EXACT);
  }

  private static double silu(double x) {
    return ElementwiseOracle.apply(Function.SILU, x, 0, 1);
  }

  @Test
  void routingTakesTheBestAndNormalises() {
    double[] logits = {Math.log(1), Math.log(6), Math.log(3)};
    MoeOracle.Routing routing = MoeOracle.route(1, 3, 2, logits);
    assertArrayEquals(new int[] {1, 2}, routing.experts());
    assertArrayEquals(new double[] {2 / 3.0, 1 / 3.0}, routing.weights(), EXACT);
  }

  @Test
  void dispatchSortsCopiesByExpertAndCombineUndoesIt() {
    int[] experts = {1, 0, 0, 1};
    int[] positions = MoeOracle.positions(experts);
    assertArrayEquals(new int[] {2, 0, 1, 3}, positions);
    double[] rows = MoeOracle.dispatch(1, 2, new double[] {5, 7}, positions);
    assertArrayEquals(new double[] {5, 7, 5, 7}, rows, EXACT);
    double[] weights = {0.5, 0.5, 0.25, 0.75};
    assertArrayEquals(
        new double[] {5, 7}, MoeOracle.combine(1, 2, rows, positions, weights), EXACT);
  }

  @Test
  void aStateDecaysAndGathersOuterProducts() {
    StateScan scan = new StateScan(StateScan.Type.MAMBA2, 1, 2, 1, 1, 2, 1, FP32, FP32);
    double half = Math.log(0.5);
    StateSpaceOracle.Scanned result =
        StateSpaceOracle.scan(
            scan,
            new double[] {1, 10},
            new double[] {1, 2, 3, 4},
            new double[] {1, 1, 1, 0},
            new double[] {half, half},
            new double[] {8, 8});
    // S1 = (4, 4) + (1, 2), S2 = S1 / 2 + (30, 40)
    assertArrayEquals(new double[] {11, 32.5}, result.output(), EXACT);
    assertArrayEquals(new double[] {32.5, 43}, result.state(), EXACT);
  }

  @Test
  void aConvolutionLooksBackIntoItsState() {
    CausalConvolution shape = new CausalConvolution(1, 2, 1, 3, FP32, FP32);
    StateSpaceOracle.Scanned result =
        StateSpaceOracle.convolve(
            shape, new double[] {3, 4}, new double[] {1, 2}, new double[] {100, 10, 1});
    assertArrayEquals(new double[] {123, 234}, result.output(), EXACT);
    assertArrayEquals(new double[] {3, 4}, result.state(), EXACT);
  }

  @Test
  void samplingTakesTheFirstTokenThatReachesTheUniformNumber() {
    double[] logits = {Math.log(1), Math.log(2), Math.log(5)};
    assertEquals(0, SamplingOracle.sample(1, 3, logits, 1, new double[] {0.1})[0]);
    assertEquals(1, SamplingOracle.sample(1, 3, logits, 1, new double[] {0.37})[0]);
    assertEquals(2, SamplingOracle.sample(1, 3, logits, 1, new double[] {0.38})[0]);
    assertEquals(2, SamplingOracle.sample(1, 3, logits, 1, new double[] {1})[0]);
    assertEquals(2, SamplingOracle.greedy(1, 3, logits)[0]);
  }

  @Test
  void collectivesOfTwoDevices() {
    List<double[]> buffers = List.of(new double[] {1, 2}, new double[] {10, 20});
    assertArrayEquals(new double[] {11, 22}, CollectiveOracle.allReduce(buffers).get(1), EXACT);
    assertArrayEquals(
        new double[] {1, 2, 10, 20}, CollectiveOracle.allGather(buffers).get(0), EXACT);
    assertArrayEquals(new double[] {22}, CollectiveOracle.reduceScatter(buffers).get(1), EXACT);
    assertArrayEquals(new double[] {2, 20}, CollectiveOracle.allToAll(buffers).get(1), EXACT);
  }
}
