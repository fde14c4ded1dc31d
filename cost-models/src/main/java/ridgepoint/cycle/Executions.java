package ridgepoint.cycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;
import ridgepoint.verification.Verification;

/**
 * The operators that a run computes on random tensors while it times them: each tile at the event
 * that completes it, the results held against the oracle. Safe for use by many threads.
 */
public final class Executions implements Executing {
  /** An oracle in double precision multiplies about as many a second. */
  private static final double MOST_OPERATIONS = 4e9;

  /** Elements of all operands, held in fp32 and in fp64. */
  private static final double MOST_ELEMENTS = 1 << 27;

  private final long seed;
  private final Map<Operator, Executed> executed = new LinkedHashMap<>();

  /**
   * @param seed of the random tensors
   */
  public Executions(long seed) {
    this.seed = seed;
  }

  /**
   * What computing an operator while it was timed showed.
   *
   * @param tiling the kernel was cut in
   * @param tiles of all passes
   * @param tilesWithoutEvent of them, that were computed at the end of their pass
   */
  public record Executed(
      Operator operator,
      Tiling tiling,
      Verification verification,
      long tiles,
      long tilesWithoutEvent) {
    public boolean isRight() {
      return verification.resultsAreRight() && verification.workIsTheFormula();
    }
  }

  /** In the order in which operators were first executed; one for equal operators. */
  public synchronized List<Executed> all() {
    return new ArrayList<>(executed.values());
  }

  /** Whether there is anything to learn from executing an operator. */
  @Override
  public synchronized boolean wants(Operator operator) {
    return !executed.containsKey(operator);
  }

  /**
   * {@inheritDoc}
   *
   * @throws UnsupportedOperatorException when it is too large to be computed
   */
  @Override
  public void add(
      Operator operator,
      Tiling tiling,
      Recording recording,
      List<CyclePass> passes,
      Pass simulation) {
    Tiling cut = passes.get(0).cut().orElse(tiling);
    Operator whole = whole(operator);
    Tiles[] tiles = new Tiles[1];
    Verification verification =
        verify(
            whole,
            Verification.kernelFor(whole),
            cut,
            (program, tensors) ->
                tiles[0] = Tiles.of(passes, program, recording, tensors, simulation));
    synchronized (this) {
      executed.put(
          operator,
          new Executed(operator, cut, verification, tiles[0].all(), tiles[0].withoutEvent()));
    }
  }

  /** Experts and rows that are expectations, rounded; other operators as they are. */
  private static Operator whole(Operator operator) {
    if (!(operator instanceof GroupedGemm gemm)) {
      return operator;
    }
    double experts = Math.max(1, Math.rint(gemm.activeGroups()));
    return new GroupedGemm(
        experts,
        Math.max(experts, Math.rint(gemm.rows())),
        gemm.n(),
        gemm.k(),
        gemm.left(),
        gemm.right(),
        gemm.output(),
        gemm.computeType());
  }

  private Verification verify(
      Operator operator, Kernel kernel, Tiling tiling, Verification.Runner runner) {
    double operations = operator.work().operations();
    double elements = 0;
    for (Operand operand : kernel.program(tiling).operands()) {
      elements += (double) operand.batches() * operand.rows() * operand.columns();
    }
    if (operations > MOST_OPERATIONS || elements > MOST_ELEMENTS) {
      throw new UnsupportedOperatorException(
          String.format(
              Locale.ROOT,
              "--execute takes operators of up to %.0e operations on %.0e numbers; %s %s has %.1e"
                  + " on %.1e",
              MOST_OPERATIONS,
              MOST_ELEMENTS,
              operator.kind(),
              operator.shape(),
              operations,
              elements));
    }
    return Verification.of(operator, kernel, tiling, seed, runner);
  }
}
