package ridgepoint.gemm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Role;
import ridgepoint.operator.Work;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * The expert products of a mixture of experts in one launch (Gale, Narayanan, Young and Zaharia
 * 2022, <a href="https://arxiv.org/abs/2211.15841">MegaBlocks</a>): tiles of rows never span two
 * experts, so an expert with few rows has a tile of few rows.
 *
 * <p>Operands, by slot: left [1, rows, k] in expert order; right [experts, n, k]; output [1, rows,
 * n]; then, for products in eight bits, the scales of rows and of columns.
 */
public final class GroupedGemmKernel implements Kernel {
  private static final Format FP32 = Format.of(DataType.FP32);

  private final GroupedGemm gemm;
  private final Scaling scaling;
  private final List<ExpertRun> runs;
  private final long experts;

  /** With the rows spread as evenly over the touched experts as the expectation allows. */
  public GroupedGemmKernel(GroupedGemm gemm) {
    this(gemm, ExpertRun.expected(gemm), 0);
  }

  private GroupedGemmKernel(GroupedGemm gemm, List<ExpertRun> runs, long experts) {
    this.gemm = gemm;
    this.scaling = Scaling.of(gemm.left(), gemm.right(), gemm.computeType());
    this.runs = runs;
    this.experts = experts == 0 ? ExpertRun.experts(runs) : experts;
  }

  /**
   * With a known routing.
   *
   * @param rowsPerExpert rows of every expert that has weights here, zero for untouched ones
   * @throws IllegalArgumentException when it has another number of rows or touched experts than the
   *     operator
   */
  public static GroupedGemmKernel routed(GroupedGemm gemm, long[] rowsPerExpert) {
    long rows = Arrays.stream(rowsPerExpert).sum();
    long touched = Arrays.stream(rowsPerExpert).filter(count -> count > 0).count();
    boolean negative = Arrays.stream(rowsPerExpert).anyMatch(count -> count < 0);
    if (negative || rows != gemm.rows() || touched != gemm.activeGroups()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "routing of %d rows to %d experts for an operator of %s",
              rows,
              touched,
              gemm.shape()));
    }
    return new GroupedGemmKernel(gemm, ExpertRun.of(rowsPerExpert), rowsPerExpert.length);
  }

  /** Rows of every expert in order, as far as they are whole numbers. */
  public List<Long> rowsPerExpert() {
    return ExpertRun.rowsPerExpert(runs, experts);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    if (tiling.splits() != 1) {
      throw new IllegalArgumentException("a grouped product is not split, got " + tiling.text());
    }
    return new GroupedGemmProgram(gemm, scaling, runs, tiling, operands());
  }

  private GemmOperands operands() {
    long rows = ExpertRun.rows(runs);
    List<Operand> all = new ArrayList<>(5);
    all.add(new Operand(0, "left", Role.ACTIVATION, gemm.left(), 1, rows, gemm.k()));
    all.add(new Operand(1, "right", Role.WEIGHT, gemm.right(), experts, gemm.n(), gemm.k()));
    all.add(new Operand(2, "output", Role.ACTIVATION, gemm.output(), 1, rows, gemm.n()));
    Operand rowScales = null;
    if (scaling.rows()) {
      rowScales = new Operand(all.size(), "row scales", Role.ACTIVATION, FP32, 1, rows, 1);
      all.add(rowScales);
    }
    Operand columnScales = null;
    if (scaling.columns()) {
      columnScales =
          new Operand(all.size(), "column scales", Role.WEIGHT, FP32, experts, 1, gemm.n());
      all.add(columnScales);
    }
    return new GemmOperands(
        List.copyOf(all),
        all.get(0),
        all.get(1),
        all.get(2),
        null,
        rowScales,
        columnScales,
        null,
        null);
  }

  @Override
  public Tiling defaultTiling() {
    return new Tiling(32, 64, 64, 1, 2);
  }

  /** The scales' bytes and a multiplication per output element each. */
  @Override
  public Work extraWork(Tiling tiling) {
    double rowScales = scaling.rows() ? gemm.rows() : 0;
    double columnScales = scaling.columns() ? gemm.activeGroups() * gemm.n() : 0;
    return Work.elementwise(
        scaling.operationsPerElement() * gemm.rows() * gemm.n(),
        0,
        Bytes.activation(FP32.bytes(rowScales)).plus(Bytes.weight(FP32.bytes(columnScales))),
        Bytes.ZERO);
  }
}
