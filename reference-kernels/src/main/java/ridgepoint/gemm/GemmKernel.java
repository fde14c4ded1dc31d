package ridgepoint.gemm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Role;
import ridgepoint.operator.Work;
import ridgepoint.simd.Fp32Arithmetic;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * Matrix products, blocked as in Goto and van de Geijn 2008 (<a
 * href="https://doi.org/10.1145/1356052.1356053">Anatomy of high-performance matrix
 * multiplication</a>): a tile of the output stays in the accumulator while both operands stream by
 * in steps of k.
 *
 * <p>Operands, by slot: left [batches, m, k]; right [batches, n, k], that is with the outputs as
 * rows, as linear layers keep their weights, so that quantisation groups lie along k; output
 * [batches, m, n]; then, where the product has them, the positions of kept elements (2:4 sparsity),
 * the scales of rows and columns, a bias, and the partial sums of a product split along k.
 */
public final class GemmKernel implements Kernel {
  private static final Format FP32 = Format.of(DataType.FP32);

  /** Of four neighbouring elements along k some are kept. */
  private static final int SPARSE_GROUP = 4;

  /** Rows of a block of the output, and of the part of it that a core keeps in registers. */
  private static final int LARGEST_BLOCK = 240;

  private static final int REGISTER_ROWS = 6;

  private final Gemm gemm;
  private final Scaling scaling;

  /** Format of a vector that is added to every row, or null. */
  private final Format bias;

  /**
   * The kernel of one product.
   *
   * @throws IllegalArgumentException when operands and compute type do not fit together, or the
   *     density is no whole number of kept elements in four
   */
  public GemmKernel(Gemm gemm) {
    this(gemm, null);
  }

  private GemmKernel(Gemm gemm, Format bias) {
    this.gemm = gemm;
    this.bias = bias;
    this.scaling = Scaling.of(gemm.left(), gemm.right(), gemm.computeType());
    if (gemm.isSparse()) {
      double kept = gemm.density() * SPARSE_GROUP;
      if (kept != Math.rint(kept) || gemm.k() % SPARSE_GROUP != 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "structured sparsity keeps 1, 2 or 3 of every 4 elements along k, got density %s of k %d",
                gemm.density(),
                gemm.k()));
      }
    }
  }

  /** The same with a vector of [batches, 1, n] added to every row before the result is written. */
  public GemmKernel withBias(Format format) {
    return new GemmKernel(gemm, format);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    if (gemm.isSparse() && tiling.depth() % SPARSE_GROUP != 0) {
      throw new IllegalArgumentException(
          "a sparse product advances by multiples of 4, got " + tiling.depth());
    }
    Axis depth = splitAxis(tiling);
    GemmOperands operands = operands((int) depth.blocks());
    return new GemmProgram(gemm, scaling, tiling, depth, operands).program();
  }

  /** The k axis in one block per split; fewer than asked for when there is not enough to share. */
  private Axis splitAxis(Tiling tiling) {
    long steps = ceilDivide(gemm.k(), tiling.depth());
    long extent = ceilDivide(steps, tiling.splits()) * tiling.depth();
    return new Axis(gemm.k(), (int) Math.min(extent, Integer.MAX_VALUE));
  }

  private static long ceilDivide(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  private GemmOperands operands(int splits) {
    long kept = (long) (gemm.k() * gemm.density());
    List<Operand> all = new ArrayList<>(7);
    Operand left =
        add(all, "left", Role.ACTIVATION, gemm.left(), gemm.batches(), gemm.m(), gemm.k());
    Operand right =
        add(all, "right", gemm.rightRole(), gemm.right(), gemm.batches(), gemm.n(), kept);
    Operand output =
        add(all, "output", gemm.outputRole(), gemm.output(), gemm.batches(), gemm.m(), gemm.n());
    Operand positions = null;
    if (gemm.isSparse()) {
      Format format = Format.of(DataType.INT2);
      positions = add(all, "positions", Role.INDEX, format, gemm.batches(), gemm.n(), kept);
    }
    Operand rowScales = null;
    if (scaling.rows()) {
      rowScales = add(all, "row scales", Role.ACTIVATION, FP32, gemm.batches(), gemm.m(), 1);
    }
    Operand columnScales = null;
    if (scaling.columns()) {
      columnScales = add(all, "column scales", gemm.rightRole(), FP32, gemm.batches(), 1, gemm.n());
    }
    Operand added = null;
    if (bias != null) {
      added = add(all, "bias", Role.WEIGHT, bias, gemm.batches(), 1, gemm.n());
    }
    Operand partials = null;
    if (splits > 1) {
      long parts = gemm.batches() * splits;
      partials = add(all, "partial sums", Role.ACTIVATION, FP32, parts, gemm.m(), gemm.n());
    }
    return new GemmOperands(
        List.copyOf(all), left, right, output, positions, rowScales, columnScales, added, partials);
  }

  private static Operand add(
      List<Operand> to, String name, Role role, Format format, long batches, long rows, long cols) {
    Operand operand = new Operand(to.size(), name, role, format, batches, rows, cols);
    to.add(operand);
    return operand;
  }

  /**
   * Blocks of nearly equal rows that amortise packing and stay in a core's second-level cache;
   * products of few rows walk whole rows of the right operand, so that they stream.
   */
  @Override
  public Tiling defaultTiling() {
    int whole = Math.max(1, gemm.output().groupSize());
    boolean thin = gemm.m() < Fp32Arithmetic.THIN_ROWS;
    int columns = thin ? 64 : 128;
    long blocks = ceilDivide(gemm.m(), LARGEST_BLOCK);
    long rows = ceilDivide(ceilDivide(gemm.m(), blocks), REGISTER_ROWS) * REGISTER_ROWS;
    return new Tiling((int) rows, (columns + whole - 1) / whole * whole, thin ? 8192 : 512, 1, 2);
  }

  /**
   * A bias: its bytes and an addition per output element. Scales: their bytes and a multiplication
   * per output element each. Splits: every partial sum is written, read and added.
   */
  @Override
  public Work extraWork(Tiling tiling) {
    double outputs = (double) gemm.batches() * gemm.m() * gemm.n();
    double rowScales = scaling.rows() ? (double) gemm.batches() * gemm.m() : 0;
    double columnScales = scaling.columns() ? (double) gemm.batches() * gemm.n() : 0;
    Bytes scaleBytes =
        Bytes.activation(FP32.bytes(rowScales))
            .plus(Bytes.of(gemm.rightRole(), FP32.bytes(columnScales)));
    double biases = bias == null ? 0 : (double) gemm.batches() * gemm.n();
    Bytes biasBytes = Bytes.weight(bias == null ? 0 : bias.bytes(biases));
    double splits = splitAxis(tiling).blocks();
    double additions = splits > 1 ? splits * outputs : 0;
    Bytes partials = Bytes.activation(FP32.bytes(additions));
    return Work.elementwise(
        (scaling.operationsPerElement() + (bias == null ? 0 : 1)) * outputs + additions,
        0,
        scaleBytes.plus(biasBytes).plus(partials),
        partials);
  }
}
