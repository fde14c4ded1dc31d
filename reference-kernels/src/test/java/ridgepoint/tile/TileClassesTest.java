package ridgepoint.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import ridgepoint.attention.FlashAttentionKernel;
import ridgepoint.gemm.GemmKernel;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Role;
import ridgepoint.tile.TileProgram.TileClass;

/** Classes of tiles have as many members as they say, their representatives among them. */
class TileClassesTest {
  private static final Format HALF = Format.of(DataType.BF16);

  @Property(tries = 60)
  void ofProducts(
      @ForAll @IntRange(min = 1, max = 90) int m,
      @ForAll @IntRange(min = 1, max = 90) int n,
      @ForAll @IntRange(min = 1, max = 90) int k,
      @ForAll @IntRange(min = 1, max = 3) int splits) {
    Gemm gemm = Gemm.linear(m, n, k, HALF, HALF, DataType.BF16);
    hold(new GemmKernel(gemm).program(new Tiling(16, 32, 16, splits, 2)));
  }

  @Property(tries = 100)
  void ofAttention(
      @ForAll @IntRange(min = 1, max = 300) int queries,
      @ForAll @IntRange(min = 0, max = 100) int cached,
      @ForAll @IntRange(min = 0, max = 120) int window,
      @ForAll @IntRange(min = 1, max = 3) int splits,
      @ForAll boolean causal) {
    Attention attention =
        new Attention(
            2,
            queries,
            queries + cached,
            6,
            2,
            32,
            32,
            causal ? window : 0,
            0,
            causal,
            false,
            HALF,
            HALF,
            Role.KV_CACHE,
            DataType.BF16,
            splits > 1 ? Attention.Algorithm.FLASH_SPLIT_KV : Attention.Algorithm.FLASH);
    hold(new FlashAttentionKernel(attention).program(new Tiling(16, 32, 32, splits, 2)));
  }

  private static void hold(TileProgram program) {
    for (TileProgram pass = program; pass != null; pass = pass.next()) {
      List<TileClass> classes = pass.tileClasses();
      double[] members = new double[classes.size()];
      for (long tile = 0; tile < pass.tiles(); tile++) {
        members[pass.tileClass(tile)]++;
      }
      for (int i = 0; i < members.length; i++) {
        assertEquals(classes.get(i).count(), members[i], pass.name() + " class " + i);
        assertEquals(i, pass.tileClass(classes.get(i).representative()), pass.name());
      }
    }
  }
}
