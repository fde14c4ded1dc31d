package ridgepoint.gemm;

import static ridgepoint.kernel.KernelChecks.countedWorkEqualsFormula;
import static ridgepoint.kernel.KernelChecks.near;
import static ridgepoint.kernel.KernelChecks.recordingEqualsCount;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Role;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.counting.Count;

class GemmWorkTest {
  private static final Format BF16 = Format.of(DataType.BF16);
  private static final Format INT8 = Format.of(DataType.INT8);
  private static final Format INT4_GROUPED = Format.grouped(DataType.INT4, 32, 4);

  @Property(tries = 200)
  void countedWorkIsTheFormulaPlusWhatTheTilingAdds(
      @ForAll("gemms") Gemm gemm, @ForAll("tilings") Tiling tiling) {
    GemmKernel kernel = new GemmKernel(gemm);
    countedWorkEqualsFormula(gemm, kernel, tiling);
    recordingEqualsCount(kernel.program(tiling));
  }

  @Test
  void eachOperandIsReadOncePerTileOfTheOtherDimension() {
    Gemm gemm = Gemm.linear(100, 70, 90, BF16, BF16, DataType.BF16);
    Tiling tiling = new Tiling(32, 40, 16, 1, 2);
    Count count = countedWorkEqualsFormula(gemm, new GemmKernel(gemm), tiling);
    near(100 * 70 * 2.0 * 3, count.use().loadedBytes()[0], "left is read ceil(90/40) times");
    near(90 * 70 * 2.0 * 4, count.use().loadedBytes()[1], "right is read ceil(100/32) times");
    near(100 * 90 * 2.0, count.use().storedBytes()[2], "the output is written once");
  }

  @Provide
  Arbitrary<Gemm> gemms() {
    Arbitrary<Long> extent = Arbitraries.longs().between(1, 70);
    Arbitrary<Gemm> dense =
        Combinators.combine(
                Arbitraries.longs().between(1, 3),
                extent,
                extent,
                extent,
                Arbitraries.of(
                    new Gemm(1, 1, 1, 1, BF16, BF16, BF16, null, null, DataType.BF16, 1),
                    new Gemm(1, 1, 1, 1, BF16, INT4_GROUPED, BF16, null, null, DataType.FP16, 1),
                    new Gemm(1, 1, 1, 1, INT8, INT8, BF16, null, null, DataType.INT8, 1),
                    new Gemm(1, 1, 1, 1, INT8, INT4_GROUPED, BF16, null, null, DataType.INT8, 1)),
                Arbitraries.of(Role.WEIGHT, Role.KV_CACHE),
                Arbitraries.of(Role.ACTIVATION, Role.KV_CACHE))
            .as(
                (batches, m, n, k, types, right, output) ->
                    new Gemm(
                        batches,
                        m,
                        n,
                        k,
                        types.left(),
                        types.right(),
                        types.output(),
                        right,
                        output,
                        types.computeType(),
                        1));
    Arbitrary<Gemm> sparse =
        Combinators.combine(extent, extent, extent, Arbitraries.of(0.25, 0.5, 0.75))
            .as(
                (m, n, k, density) ->
                    new Gemm(
                        1,
                        m,
                        n,
                        4 * k,
                        BF16,
                        BF16,
                        BF16,
                        Role.WEIGHT,
                        Role.ACTIVATION,
                        DataType.BF16,
                        density));
    return Arbitraries.oneOf(dense, sparse);
  }

  @Provide
  Arbitrary<Tiling> tilings() {
    Arbitrary<Integer> size = Arbitraries.integers().between(1, 40);
    return Combinators.combine(
            size, size, Arbitraries.integers().between(1, 10), Arbitraries.integers().between(1, 5))
        .as((rows, columns, depth, splits) -> new Tiling(rows, columns, 4 * depth, splits, 2));
  }
}
