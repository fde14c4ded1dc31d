package ridgepoint.gemm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ridgepoint.operator.GroupedGemm;

/**
 * Neighbouring experts with as many rows each.
 *
 * @param firstExpert the first one's matrix
 * @param firstRow the first one's first row
 * @param experts how many matrices there are
 * @param rows rows of each
 * @param weight how many experts they stand for; a fraction when the routing is an expectation
 */
record ExpertRun(long firstExpert, long firstRow, long experts, long rows, double weight) {

  /**
   * The most even routing with the expected number of experts and rows: each expert has the mean
   * number of rows, rounded down for some and up for the others.
   */
  static List<ExpertRun> expected(GroupedGemm gemm) {
    double mean = Math.max(1, gemm.rows() / gemm.activeGroups());
    long fewer = (long) Math.floor(mean);
    double withMore = (mean - fewer) * gemm.activeGroups();
    double withFewer = gemm.activeGroups() - withMore;
    List<ExpertRun> runs = new ArrayList<>(2);
    add(runs, withFewer, fewer);
    add(runs, withMore, fewer + 1);
    return runs;
  }

  private static void add(List<ExpertRun> runs, double weight, long rows) {
    if (weight > 0) {
      long experts = Math.max(1, Math.round(weight));
      runs.add(new ExpertRun(experts(runs), rows(runs), experts, rows, weight));
    }
  }

  /** A known routing; experts without rows are left out. */
  static List<ExpertRun> of(long[] rowsPerExpert) {
    List<ExpertRun> runs = new ArrayList<>();
    long row = 0;
    for (int expert = 0; expert < rowsPerExpert.length; expert++) {
      long rows = rowsPerExpert[expert];
      if (rows > 0) {
        runs.add(new ExpertRun(expert, row, 1, rows, 1));
      }
      row += rows;
    }
    return runs;
  }

  /** Rows of each of {@code experts}, zero for those without a run. */
  static List<Long> rowsPerExpert(List<ExpertRun> runs, long experts) {
    Long[] rows = new Long[(int) experts];
    Arrays.fill(rows, 0L);
    for (ExpertRun run : runs) {
      for (long i = 0; i < run.experts; i++) {
        rows[(int) (run.firstExpert + i)] = run.rows;
      }
    }
    return List.of(rows);
  }

  /** Rows of all runs. */
  static long rows(List<ExpertRun> runs) {
    long rows = 0;
    for (ExpertRun run : runs) {
      rows += run.experts * run.rows;
    }
    return rows;
  }

  /** Experts of all runs. */
  static long experts(List<ExpertRun> runs) {
    long experts = 0;
    for (ExpertRun run : runs) {
      experts += run.experts;
    }
    return experts;
  }
}
