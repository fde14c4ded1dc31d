package ridgepoint.gemm;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.tensor.Tensor;

/**
 * Weights of which the largest {@code kept} of every four neighbours along a row remain (2:4
 * sparsity: Mishra 2021, <a href="https://arxiv.org/abs/2104.08378">arXiv:2104.08378</a>).
 *
 * @param dense the pruned weights with their zeros [batches, n, k]
 * @param values the kept ones [batches, n, k x kept / 4]
 * @param positions where among its four each kept one stood: two bits, of which codes 2 and 3 read
 *     as the two's-complement numbers -2 and -1
 */
public record StructuredSparsity(Tensor dense, Tensor values, Tensor positions) {
  private static final int GROUP = 4;

  /** Prunes by magnitude; ties keep the first. */
  public static StructuredSparsity prune(Tensor weights, int kept) {
    if (weights.columns() % GROUP != 0 || kept < 1 || kept >= GROUP) {
      throw new IllegalArgumentException(kept + " of 4 kept in rows of " + weights.columns());
    }
    float[] all = weights.toFloats();
    int quads = all.length / GROUP;
    float[] dense = new float[all.length];
    float[] values = new float[quads * kept];
    float[] positions = new float[quads * kept];
    for (int quad = 0; quad < quads; quad++) {
      int first = quad * GROUP;
      int[] places = largest(all, first, kept);
      for (int i = 0; i < kept; i++) {
        dense[first + places[i]] = all[first + places[i]];
        values[quad * kept + i] = all[first + places[i]];
        positions[quad * kept + i] = places[i] < 2 ? places[i] : places[i] - GROUP;
      }
    }
    long batches = weights.batches();
    long rows = weights.rows();
    long columns = (long) weights.columns() / GROUP * kept;
    Format twoBits = Format.of(DataType.INT2);
    return new StructuredSparsity(
        Tensor.of(weights.format(), batches, rows, weights.columns(), dense),
        Tensor.of(weights.format(), batches, rows, columns, values),
        Tensor.of(twoBits, batches, rows, columns, positions));
  }

  private static int[] largest(float[] all, int first, int kept) {
    int[] places =
        IntStream.range(0, GROUP)
            .boxed()
            .sorted(Comparator.comparingDouble(place -> -Math.abs(all[first + place])))
            .limit(kept)
            .mapToInt(Integer::intValue)
            .toArray();
    Arrays.sort(places);
    return places;
  }
}
