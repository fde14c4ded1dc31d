package ridgepoint.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Attention.Algorithm;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Softmax;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.functional.FunctionalMachine;

/** Attention out of two batched products and a softmax, as it was before FlashAttention. */
class UnfusedAttentionTest {
  private static final Format FP32 = Format.of(DataType.FP32);
  private static final int BATCHES = 3;
  private static final int QUERIES = 20;
  private static final int KEYS = 50;
  private static final int DIM = 16;

  @Test
  void threeOperatorsGiveWhatTheFusedOneGivesAndMoveMoreBytes() {
    Tensor query = random(1, QUERIES, DIM, (float) (1 / Math.sqrt(DIM)));
    Tensor key = random(2, KEYS, DIM, 1);
    Tensor value = random(3, KEYS, DIM, 1);

    Gemm scores = gemm(KEYS, DIM);
    Tensor score = run(scores, query, key)[2];
    Softmax softmax = new Softmax(BATCHES * QUERIES, KEYS, FP32);
    Tensor flat = Tensor.of(FP32, 1, BATCHES * QUERIES, KEYS, score.toFloats());
    Tensor[] normalised = run(softmax, flat);
    Tensor weights =
        Tensor.of(FP32, BATCHES, QUERIES, KEYS, normalised[normalised.length - 1].toFloats());
    Gemm sums = gemm(DIM, KEYS);
    float[] unfused = run(sums, weights, transposed(value))[2].toFloats();

    Attention attention =
        new Attention(
            BATCHES,
            QUERIES,
            KEYS,
            1,
            1,
            DIM,
            DIM,
            0,
            0,
            false,
            false,
            FP32,
            FP32,
            Role.KV_CACHE,
            DataType.FP32,
            Algorithm.FLASH);
    Kernel fusedKernel = new FlashAttentionKernel(attention, 1);
    float[] fused =
        FunctionalMachine.run(fusedKernel.program(fusedKernel.defaultTiling()), query, key, value)[
            3]
            .toFloats();
    for (int i = 0; i < fused.length; i++) {
      assertEquals(fused[i], unfused[i], 1e-5);
    }
    double moved = scores.work().plus(softmax.work()).plus(sums.work()).bytes().total();
    double scoreBytes = FP32.bytes(BATCHES * QUERIES * KEYS);
    assertEquals(attention.work().bytes().total() + 4 * scoreBytes, moved, 1e-6);
    assertTrue(moved > attention.work().bytes().total());
  }

  private static Gemm gemm(long columns, long depth) {
    return new Gemm(
        BATCHES,
        QUERIES,
        columns,
        depth,
        FP32,
        FP32,
        FP32,
        Role.KV_CACHE,
        Role.ACTIVATION,
        DataType.FP32,
        1);
  }

  private static Tensor[] run(Operator operator, Tensor... inputs) {
    Kernel kernel = KernelLibrary.kernelFor(operator);
    return FunctionalMachine.run(kernel.program(kernel.defaultTiling()), inputs);
  }

  private static Tensor transposed(Tensor tensor) {
    int rows = (int) tensor.rows();
    int columns = tensor.columns();
    float[] from = tensor.toFloats();
    float[] to = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      int matrix = i / (rows * columns);
      to[(matrix * columns + i % columns) * rows + i / columns % rows] = from[i];
    }
    return Tensor.of(tensor.format(), tensor.batches(), columns, rows, to);
  }

  private static Tensor random(long seed, int rows, int columns, float scale) {
    Random random = new Random(seed);
    float[] values = new float[BATCHES * rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * scale;
    }
    return Tensor.of(FP32, BATCHES, rows, columns, values);
  }
}
