package ridgepoint.cli.option;

import java.util.List;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cycle.Executions;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.input.InputException;
import ridgepoint.report.ExecutedTiles;
import ridgepoint.verification.Verification;

/** Asks for operators to be computed on random numbers while their events are simulated. */
public final class ExecuteOption {
  /** Exit status when a result is wrong. */
  static final int FAILED = 1;

  private static final long SEED = 1;

  @Option(
      names = "--execute",
      description = {
        "Cycle fidelity: compute every tile on random numbers when its events complete it, and"
            + " hold",
        "the results against double precision; exits with 1 when one is wrong. Numbers that flow",
        "from operator to operator: 'execute --fidelity cycle', for models of its size."
      })
  boolean asked;

  private final Executions executions = new Executions(SEED);

  /** Has simulations compute what they time, if it was asked for. */
  public void apply(MachineOptions machine) {
    if (!asked) {
      return;
    }
    Fidelity fidelity = machine.fidelity();
    if (fidelity != Fidelity.CYCLE) {
      throw new InputException(
          "--execute needs --fidelity cycle; --fidelity is " + Names.id(fidelity));
    }
    machine.cycles.executions = executions;
  }

  /**
   * What was computed; nothing unless it was asked for.
   *
   * @throws InputException when nothing could be
   */
  public List<ExecutedTiles> results(String what, String hardware) {
    List<ExecutedTiles> all = executions.all().stream().map(ExecuteOption::result).toList();
    if (asked && all.isEmpty()) {
      throw new InputException(
          "--execute: %s has no tiles that %s runs as events; gemm and attention on a gpu, cpu, npu or fpga do, and 'pim gemv --execute' computes in memory"
              .formatted(what, hardware));
    }
    return all;
  }

  /** Exit code: 0 when every result is right. */
  public static int status(List<ExecutedTiles> executed) {
    return executed.stream().allMatch(ExecutedTiles::passes) ? 0 : FAILED;
  }

  private static ExecutedTiles result(Executions.Executed executed) {
    Verification found = executed.verification();
    return new ExecutedTiles(
        executed.operator().kind(),
        executed.operator().shape(),
        found.kernel(),
        executed.tiles(),
        executed.tilesWithoutEvent(),
        found.maximumError(),
        found.relativeError(),
        found.errorOverBound(),
        executed.isRight());
  }
}
