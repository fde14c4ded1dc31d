package ridgepoint.verification;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import ridgepoint.attention.FlashAttentionKernel;
import ridgepoint.gemm.GemmKernel;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Tiling;

/** Products and attention against the oracle, over shapes, formats, compute types and tilings. */
class ProductResultTest {
  private static final Format[] STREAMS = {
    Format.of(DataType.FP32), Format.of(DataType.BF16), Format.of(DataType.FP16)
  };
  private static final Format[] QUANTISED = {
    Format.of(DataType.FP8_E4M3),
    Format.of(DataType.FP8_E5M2),
    Format.grouped(DataType.INT8, 16, 0),
    Format.grouped(DataType.INT4, 16, 0),
    Format.grouped(DataType.INT4, 32, 4),
    Format.grouped(DataType.INT3, 16, 0),
    Format.grouped(DataType.INT2, 16, 2),
    Format.grouped(DataType.FP4_E2M1, 16, 0),
    Format.grouped(DataType.FP8_E4M3, 32, 0)
  };
  private static final Format[] INTEGERS = {
    Format.of(DataType.INT8),
    Format.of(DataType.INT4),
    Format.grouped(DataType.INT8, 16, 0),
    Format.grouped(DataType.INT4, 32, 4)
  };
  private static final DataType[] COMPUTE = {
    DataType.FP32, DataType.TF32, DataType.BF16, DataType.FP16, DataType.FP8_E4M3, DataType.FP8_E5M2
  };

  @Property(tries = 600)
  void productsAreTheOracles(@ForAll long seed) {
    Random random = new Random(seed);
    Types types = Types.of(random);
    boolean sparse = random.nextInt(4) == 0;
    Gemm gemm =
        new Gemm(
            upTo(random, 2),
            upTo(random, 20),
            upTo(random, 40),
            sparse ? 4 * upTo(random, 20) : upTo(random, 70),
            types.left,
            types.right,
            random.nextInt(6) == 0 ? QUANTISED[2 + random.nextInt(6)] : types.output,
            Role.WEIGHT,
            Role.ACTIVATION,
            types.compute,
            sparse ? 0.25 * upTo(random, 3) : 1);
    Tiling tiling =
        new Tiling(upTo(random, 12), 32, 4 * upTo(random, 10), upTo(random, 3), upTo(random, 3));
    verify(gemm, new GemmKernel(gemm), tiling, seed);
  }

  @Property(tries = 400)
  void expertProductsAreTheOracles(@ForAll long seed) {
    Random random = new Random(seed);
    Types types = Types.of(random);
    int experts = upTo(random, 5);
    GroupedGemm gemm =
        new GroupedGemm(
            experts,
            experts + random.nextInt(20),
            upTo(random, 30),
            upTo(random, 50),
            types.left,
            types.right,
            types.output,
            types.compute);
    Tiling tiling =
        new Tiling(upTo(random, 12), upTo(random, 32), upTo(random, 40), 1, upTo(random, 3));
    verify(gemm, Verification.kernelFor(gemm), tiling, seed);
  }

  @Property(tries = 600)
  void attentionIsTheOracles(@ForAll long seed) {
    Random random = new Random(seed);
    int kvHeads = upTo(random, 3);
    long queries = upTo(random, 12);
    boolean shared = random.nextInt(4) == 0;
    boolean windowed = random.nextBoolean();
    int queryKeyDim = upTo(random, 20);
    Attention attention =
        new Attention(
            upTo(random, 2),
            queries,
            queries + random.nextInt(30),
            kvHeads * upTo(random, 4),
            kvHeads,
            queryKeyDim,
            shared ? upTo(random, queryKeyDim) : upTo(random, 20),
            windowed ? upTo(random, 12) : 0,
            windowed ? random.nextInt(5) : 0,
            random.nextInt(4) > 0,
            shared,
            pick(random, STREAMS),
            pick(random, random.nextBoolean() ? STREAMS : QUANTISED),
            Role.KV_CACHE,
            COMPUTE[random.nextInt(COMPUTE.length)],
            random.nextBoolean() ? Attention.Algorithm.FLASH : Attention.Algorithm.FLASH_SPLIT_KV);
    boolean split = attention.algorithm() == Attention.Algorithm.FLASH_SPLIT_KV;
    int splits = split ? upTo(random, 4) : 1;
    Tiling tiling = new Tiling(upTo(random, 20), 8, upTo(random, 16), splits, 2);
    verify(attention, new FlashAttentionKernel(attention), tiling, seed);
  }

  private record Types(Format left, Format right, Format output, DataType compute) {
    static Types of(Random random) {
      if (random.nextInt(4) == 0) {
        Format output = pick(random, STREAMS);
        return new Types(pick(random, INTEGERS), pick(random, INTEGERS), output, DataType.INT8);
      }
      return new Types(
          pick(random, random.nextInt(3) > 0 ? STREAMS : QUANTISED),
          pick(random, random.nextBoolean() ? STREAMS : QUANTISED),
          pick(random, STREAMS),
          COMPUTE[random.nextInt(COMPUTE.length)]);
    }
  }

  private static Format pick(Random random, Format[] formats) {
    return formats[random.nextInt(formats.length)];
  }

  private static int upTo(Random random, int most) {
    return 1 + random.nextInt(most);
  }

  private static void verify(Operator operator, Kernel kernel, Tiling tiling, long seed) {
    Verification result = Verification.of(operator, kernel, tiling, seed, 1);
    assertTrue(
        result.resultsAreRight() && result.workIsTheFormula(),
        () -> operator + " " + tiling.text() + " " + result);
  }
}
