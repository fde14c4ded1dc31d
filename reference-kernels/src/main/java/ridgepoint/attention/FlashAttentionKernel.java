package ridgepoint.attention;

import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Work;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * FlashAttention-2 (Dao 2023, <a href="https://arxiv.org/abs/2307.08691">arXiv:2307.08691</a>,
 * algorithm 1), and with several splits Flash-Decoding (Dao, Haziza, Massa and Sizov 2023, <a
 * href="https://pytorch.org/blog/flash-decoding/">Flash-Decoding for long-context inference</a>).
 *
 * <p>A tile is {@code rows} queries; as long as whole heads fit into that, the heads that share
 * keys are stacked, so that a decode step of grouped heads reads its keys once. The loop advances
 * by {@code depth} keys and skips keys that no query of the tile sees. A tile accumulates {@code
 * columns} of the values, as kernels do whose accumulators would not fit otherwise; each of the
 * tiles that share the columns computes the scores. Where keys are split, tiles are as wide as the
 * values.
 *
 * <p>Operands, by slot: query [batch x kvHeads, heads/kvHeads x queryLength, queryKeyDim], key
 * [batch x kvHeads, keyLength, queryKeyDim], value (unless shared with the keys), output, and the
 * partial results when keys are split.
 */
public final class FlashAttentionKernel implements Kernel {
  /** Per query and step: maximum, its difference, and rescaling and adding to the sum. */
  private static final double VECTOR_OPERATIONS_PER_STEP = 4;

  /** Per visible score: scale, maximum, subtract, sum; masked ones are computed all the same. */
  private static final double VECTOR_OPERATIONS_PER_SCORE = 4;

  /** Per score with a cap: factor, and what keeps hidden ones hidden: add, minimum, add. */
  private static final double VECTOR_OPERATIONS_PER_CAP = 4;

  /** Per query and part merged: maximum, two differences, and two scalings and a sum. */
  private static final double VECTOR_OPERATIONS_PER_MERGE = 6;

  /** Per output element and part merged: two scalings and a sum. */
  private static final double VECTOR_OPERATIONS_PER_MERGED_ELEMENT = 3;

  private static final int QUERY_BLOCK = 64;
  private static final int KEY_BLOCK = 64;
  private static final int MOST_KEYS = 512;

  private final Attention attention;
  private final float scale;
  private final float softCap;

  /** With scores divided by the square root of the query dimension. */
  public FlashAttentionKernel(Attention attention) {
    this(attention, (float) (1 / Math.sqrt(attention.queryKeyDim())));
  }

  /**
   * With another factor for the scores, as absorbed MLA has (its dimension is that of the heads
   * before absorption).
   *
   * @throws IllegalArgumentException for an integer compute type: probabilities are fractions
   */
  public FlashAttentionKernel(Attention attention, float scale) {
    this(attention, scale, 0);
  }

  /**
   * With scores limited to softCap tanh(score / softCap) (Gemma Team 2024, section 2).
   *
   * @param softCap 0 for none
   */
  public FlashAttentionKernel(Attention attention, float scale, float softCap) {
    if (attention.computeType().isInteger()) {
      throw new IllegalArgumentException(
          "attention computes in a floating-point type, got " + attention.computeType());
    }
    this.attention = attention;
    this.scale = scale;
    this.softCap = softCap;
  }

  /** Limit of the scores; 0 for none. */
  public float softCap() {
    return softCap;
  }

  /** Factor of the scores. */
  public float scale() {
    return scale;
  }

  @Override
  public TileProgram program(Tiling tiling) {
    if (attention.algorithm() == Attention.Algorithm.FLASH && tiling.splits() > 1) {
      throw new IllegalArgumentException(
          "keys are split only by the algorithm FLASH_SPLIT_KV, got tiling " + tiling.text());
    }
    return new FlashAttentionProgram(
        attention,
        scale,
        softCap,
        heads(tiling),
        values(tiling),
        queries(tiling),
        splits(tiling),
        tiling);
  }

  /** Columns of the values; blocks that share a scale stay together. */
  private Axis values(Tiling tiling) {
    int width = attention.valueDim();
    Format format = attention.keyValue();
    boolean whole =
        splits(tiling) > 1 || (format.isGrouped() && tiling.columns() % format.groupSize() != 0);
    return new Axis(width, whole ? width : Math.min(width, tiling.columns()));
  }

  /** Heads that share keys, stacked as far as they fit into a tile. */
  private Axis heads(Tiling tiling) {
    int sharing = attention.heads() / attention.kvHeads();
    long fit = tiling.rows() / attention.queryLength();
    return new Axis(sharing, (int) Math.max(1, Math.min(sharing, fit)));
  }

  private Axis queries(Tiling tiling) {
    return new Axis(
        attention.queryLength(), (int) Math.min(tiling.rows(), attention.queryLength()));
  }

  /**
   * Workers per tile: no more than it takes to share the steps evenly or, when more than there are
   * steps are asked for, one for each step of all keys at most. Kernels that count the workers
   * before they look at the window leave some without keys.
   */
  private int splits(Tiling tiling) {
    if (tiling.splits() == 1) {
      return 1;
    }
    Axis queries = queries(tiling);
    long last = queries.blocks() - 1;
    VisibleKeys keys = VisibleKeys.of(attention, queries.begin(last), attention.queryLength() - 1);
    long steps = VisibleKeys.ceilDivide(keys.end() - keys.begin(), tiling.depth());
    if (tiling.splits() > steps) {
      long all = VisibleKeys.ceilDivide(attention.keyLength(), tiling.depth());
      return (int) Math.min(tiling.splits(), all);
    }
    return (int) VisibleKeys.ceilDivide(steps, VisibleKeys.ceilDivide(steps, tiling.splits()));
  }

  /** Of few queries a step takes more keys, so that its scores are about as many. */
  @Override
  public Tiling defaultTiling() {
    int splits = attention.algorithm() == Attention.Algorithm.FLASH ? 1 : 4;
    long sharing = attention.heads() / attention.kvHeads();
    long rows = Math.min(QUERY_BLOCK, attention.queryLength() * sharing);
    int keys = (int) Math.min(MOST_KEYS, QUERY_BLOCK * KEY_BLOCK / rows);
    return new Tiling(QUERY_BLOCK, attention.valueDim(), keys, splits, 2);
  }

  /**
   * Scores that are computed though masked or once more for other columns of the values, the
   * rescaling of every step, and the partial results of splits with their merge.
   */
  @Override
  public Work extraWork(Tiling tiling) {
    Axis queries = queries(tiling);
    double executedPairs = 0;
    double querySteps = 0;
    for (long block = 0; block < queries.blocks(); block++) {
      int rows = queries.size(block);
      long first = queries.begin(block);
      VisibleKeys keys = VisibleKeys.of(attention, first, first + rows - 1);
      executedPairs += (double) rows * keys.count();
      querySteps += (double) rows * keys.steps(tiling.depth());
    }
    double sequences = (double) attention.batch() * attention.heads();
    double pairs = sequences * attention.visiblePairs();
    double blocks = values(tiling).blocks();
    double executed = blocks * sequences * executedPairs;
    double steps = sequences * querySteps;
    double capped = softCap == 0 ? 0 : executed;
    Work walk =
        new Work(
            2 * (blocks - 1) * pairs * attention.queryKeyDim(),
            attention.computeType(),
            VECTOR_OPERATIONS_PER_SCORE * (executed - pairs)
                + (blocks * VECTOR_OPERATIONS_PER_STEP + attention.valueDim()) * steps
                + VECTOR_OPERATIONS_PER_CAP * capped,
            executed - pairs + blocks * steps + capped,
            Bytes.ZERO,
            Bytes.ZERO);
    int splits = splits(tiling);
    return splits == 1 ? walk : walk.plus(merge(sequences * attention.queryLength() * splits));
  }

  /** What {@code parts} partial results of one query each cost. */
  private Work merge(double parts) {
    double width = attention.valueDim();
    Bytes partials = Bytes.activation(Format.of(DataType.FP32).bytes(parts * (width + 2)));
    return Work.elementwise(
        parts * (VECTOR_OPERATIONS_PER_MERGE + VECTOR_OPERATIONS_PER_MERGED_ELEMENT * width),
        2 * parts,
        partials,
        partials);
  }
}
