package ridgepoint.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Attention.Algorithm;
import ridgepoint.operator.Role;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.functional.FunctionalMachine;

/** Attention on the functional machine against softmax(Q K^T) V written out in double precision. */
class AttentionResultTest {
  private static final Format FP32 = Format.of(DataType.FP32);

  @Property(tries = 200)
  void resultsAreThoseOfSoftmaxWrittenOut(
      @ForAll("attentions") Attention attention, @ForAll("tilings") Tiling tiling) {
    Inputs inputs = Inputs.random(attention);
    float[] result = run(attention, AnyAttention.allowed(attention, tiling), 1, inputs);
    double[] expected = softmaxWrittenOut(attention, inputs);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], result[i], 2e-5, attention + " element " + i);
    }
  }

  @Test
  void quantisedKeysAndValuesAreWidenedBeforeTheProduct() {
    for (Format cache :
        new Format[] {
          Format.grouped(DataType.INT8, 16, 0),
          Format.grouped(DataType.INT4, 16, 4),
          Format.of(DataType.FP8_E4M3)
        }) {
      Attention decode =
          new Attention(
              2,
              1,
              75,
              4,
              2,
              32,
              32,
              0,
              0,
              true,
              false,
              FP32,
              cache,
              Role.KV_CACHE,
              DataType.FP32,
              Algorithm.FLASH_SPLIT_KV);
      Inputs inputs = Inputs.random(decode);
      float[] result = run(decode, new Tiling(16, 32, 16, 3, 2), 1, inputs);
      double[] expected = softmaxWrittenOut(decode, inputs);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], result[i], 2e-5, cache + " element " + i);
      }
    }
  }

  @Test
  void halfPrecisionIsRightToItsRounding() {
    Format bf16 = Format.of(DataType.BF16);
    Attention prefill =
        new Attention(
            1,
            50,
            50,
            2,
            2,
            16,
            16,
            0,
            0,
            true,
            false,
            bf16,
            bf16,
            Role.KV_CACHE,
            DataType.BF16,
            Algorithm.FLASH);
    Inputs inputs = Inputs.random(prefill);
    float[] result = run(prefill, new Tiling(16, 16, 16, 1, 2), 1, inputs);
    double[] expected = softmaxWrittenOut(prefill, inputs);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], result[i], 0.02 + Math.abs(expected[i]) / 128, "element " + i);
    }
  }

  @Test
  void resultsHaveTheSameBitsOnAnyNumberOfThreads() {
    Attention prefill =
        new Attention(
            2,
            40,
            60,
            4,
            2,
            16,
            16,
            20,
            3,
            true,
            false,
            FP32,
            FP32,
            Role.KV_CACHE,
            DataType.FP32,
            Algorithm.FLASH_SPLIT_KV);
    Inputs inputs = Inputs.random(prefill);
    Tiling tiling = new Tiling(8, 16, 8, 3, 2);
    float[] alone = run(prefill, tiling, 1, inputs);
    for (int threads : new int[] {2, 5}) {
      assertArrayEquals(alone, run(prefill, tiling, threads, inputs));
    }
  }

  @Test
  void anIntegerComputeTypeIsRefused() {
    Attention attention =
        new Attention(
            1,
            1,
            8,
            1,
            1,
            8,
            8,
            0,
            0,
            true,
            false,
            FP32,
            FP32,
            Role.KV_CACHE,
            DataType.INT8,
            Algorithm.FLASH);
    assertThrows(IllegalArgumentException.class, () -> new FlashAttentionKernel(attention));
  }

  private static float[] run(Attention attention, Tiling tiling, int threads, Inputs inputs) {
    var program = new FlashAttentionKernel(attention).program(tiling);
    Tensor[] tensors =
        attention.sharedKeyValue()
            ? FunctionalMachine.run(program, threads, inputs.query, inputs.key)
            : FunctionalMachine.run(program, threads, inputs.query, inputs.key, inputs.value);
    return tensors[attention.sharedKeyValue() ? 2 : 3].toFloats();
  }

  private static double[] softmaxWrittenOut(Attention a, Inputs inputs) {
    int sharing = a.heads() / a.kvHeads();
    int queries = (int) a.queryLength();
    int keys = (int) a.keyLength();
    int dim = a.queryKeyDim();
    int width = a.valueDim();
    int valueStride = a.sharedKeyValue() ? dim : width;
    float[] q = inputs.query.toFloats();
    float[] k = inputs.key.toFloats();
    float[] v = inputs.value.toFloats();
    double[] output = new double[(int) a.batch() * a.heads() * queries * width];
    for (int row = 0; row < output.length / width; row++) {
      int matrix = row / (sharing * queries);
      int position = keys - queries + row % queries;
      double[] weights = new double[keys];
      double sum = 0;
      for (int key = 0; key < keys; key++) {
        if (sees(a, position, key)) {
          double score = 0;
          for (int d = 0; d < dim; d++) {
            score += (double) q[row * dim + d] * k[(matrix * keys + key) * dim + d];
          }
          weights[key] = Math.exp(score / Math.sqrt(dim));
          sum += weights[key];
        }
      }
      for (int key = 0; key < keys; key++) {
        for (int d = 0; d < width; d++) {
          output[row * width + d] +=
              weights[key] / sum * v[(matrix * keys + key) * valueStride + d];
        }
      }
    }
    return output;
  }

  private static boolean sees(Attention a, int position, int key) {
    if (!a.causal()) {
      return true;
    }
    boolean inWindow = a.window() == 0 || position - key < a.window();
    return key <= position && (inWindow || key < a.sinkTokens());
  }

  private record Inputs(Tensor query, Tensor key, Tensor value) {
    static Inputs random(Attention a) {
      Random random = new Random(31 * a.keyLength() + a.queryLength());
      long batches = a.batch() * a.kvHeads();
      long rows = a.heads() / a.kvHeads() * a.queryLength();
      Tensor key = random(random, a.keyValue(), batches, a.keyLength(), a.queryKeyDim());
      return new Inputs(
          random(random, a.activation(), batches, rows, a.queryKeyDim()),
          key,
          a.sharedKeyValue()
              ? key
              : random(random, a.keyValue(), batches, a.keyLength(), a.valueDim()));
    }

    private static Tensor random(
        Random random, Format format, long batches, long rows, int columns) {
      float[] values = new float[(int) (batches * rows * columns)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return Tensor.of(format, batches, rows, columns, values);
    }
  }

  @Provide
  Arbitrary<Attention> attentions() {
    return AnyAttention.upTo(50, 12, 8, FP32, FP32);
  }

  @Provide
  Arbitrary<Tiling> tilings() {
    return AnyAttention.tilings(8);
  }
}
