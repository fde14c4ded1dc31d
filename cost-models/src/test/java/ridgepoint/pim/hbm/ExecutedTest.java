package ridgepoint.pim.hbm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.dram.DramLibrary;
import ridgepoint.dram.DramsimIni;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.number.DataType;
import ridgepoint.number.Rounding;
import ridgepoint.pim.kernel.Task.Elementwise.Operation;

/** The command streams that are timed, with real numbers, against sums in double precision. */
class ExecutedTest {
  /** Half a unit in the last place of fp16. */
  private static final double HALF_ULP = 1.0 / 2048;

  /** Two channels: a tile of 128 outputs. */
  private static final HbmPim DEVICE =
      new HbmPim(
          new DramLibrary().load("HBM2_AQUABOLT_x64", DramsimIni.Reading.AS_DRAMSIM3),
          64,
          2,
          8,
          16,
          8);

  private static float[] halves(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = Rounding.round(random.nextFloat() * 2 - 1, DataType.FP16);
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({"128, 256, 1, false", "300, 512, 2, false", "300, 512, 2, true"})
  void aProductIsThatOfTheMatrix(int outputs, int inputs, int batch, boolean tree) {
    Random random = new Random(7);
    float[][] matrix = new float[outputs][];
    for (int i = 0; i < outputs; i++) {
      matrix[i] = halves(random, inputs);
    }
    float[][] vectors = new float[batch][];
    for (int i = 0; i < batch; i++) {
      vectors[i] = halves(random, inputs);
    }
    float[][] results = new Executed(DEVICE).product(matrix, vectors, tree);
    for (int vector = 0; vector < batch; vector++) {
      for (int row = 0; row < outputs; row++) {
        double exact = 0;
        double size = 0;
        for (int i = 0; i < inputs; i++) {
          double product = (double) matrix[row][i] * vectors[vector][i];
          exact += product;
          size += Math.abs(product);
        }
        // a lane adds inputs / 16 products, each sum rounded; so is each product
        double bound = (inputs / 16.0 + 1) * HALF_ULP * size;
        assertEquals(exact, results[vector][row], bound, vector + " " + row);
        assertEquals(exact, results[vector][row], 0.05 + 0.02 * Math.abs(exact));
      }
    }
  }

  @Test
  void elementsAreAddedMultipliedAndRectified() {
    Random random = new Random(11);
    int elements = (int) DEVICE.elementTile() * 2 + 100;
    float[] left = halves(random, elements);
    float[] right = halves(random, elements);
    float[] sums = new float[elements];
    float[] products = new float[elements];
    float[] positive = new float[elements];
    for (int i = 0; i < elements; i++) {
      sums[i] = Rounding.round(left[i] + right[i], DataType.FP16);
      products[i] = Rounding.round(left[i] * right[i], DataType.FP16);
      positive[i] = Math.max(0, left[i]);
    }
    Executed executed = new Executed(DEVICE);
    assertArrayEquals(sums, executed.elementwise(Operation.ADD, List.of(left, right)));
    assertArrayEquals(products, executed.elementwise(Operation.MUL, List.of(left, right)));
    assertArrayEquals(positive, executed.elementwise(Operation.RELU, List.of(left)));
  }

  @Test
  void inputsThatFillNoPairOfTilesAreRefused() {
    float[][] matrix = new float[8][128];
    assertThrows(
        UnsupportedOperatorException.class,
        () -> new Executed(DEVICE).product(matrix, new float[1][128], false));
  }
}
