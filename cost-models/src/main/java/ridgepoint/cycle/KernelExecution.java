package ridgepoint.cycle;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.operator.Operator;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;
import ridgepoint.verification.Verification;

/**
 * Kernels that a cycle model computes on tensors of its caller's while it times them, so that what
 * one operator writes can be what the next one reads. For one thread.
 */
public final class KernelExecution implements Executing {
  private Kernel kernel;
  private Function<List<Operand>, Tensor[]> tensors;
  private Computed computed;

  /** What a kernel left in its tensors, and how many tiles events completed. */
  private record Computed(
      List<Operand> operands, Tensor[] tensors, Verification verification, Tiles tiles) {}

  /**
   * What came of a kernel.
   *
   * @param tensors by slot, those it wrote among them
   * @param tiles of all passes
   * @param tilesWithoutEvent of them, that were computed at the end of their pass
   */
  public record Result(
      List<Operand> operands,
      Tensor[] tensors,
      Verification verification,
      long tiles,
      long tilesWithoutEvent,
      OperatorEstimate estimate) {}

  /**
   * Times an operator and computes it; nothing where the model runs it without tiles, such as what
   * devices send each other.
   *
   * @param model a cycle model whose settings execute with this
   * @param ofOperator its kernel, with whatever constants it has
   * @param given tensors by slot for these operands; null where zeros are to be put
   */
  public Optional<Result> run(
      CostModel model,
      Operator operator,
      Kernel ofOperator,
      Function<List<Operand>, Tensor[]> given) {
    kernel = ofOperator;
    tensors = given;
    computed = null;
    try {
      OperatorEstimate estimate = model.estimate(operator);
      return Optional.ofNullable(computed)
          .map(
              found ->
                  new Result(
                      found.operands,
                      found.tensors,
                      found.verification,
                      found.tiles.all(),
                      found.tiles.withoutEvent(),
                      estimate));
    } finally {
      kernel = null;
    }
  }

  @Override
  public boolean wants(Operator operator) {
    return kernel != null;
  }

  @Override
  public void add(
      Operator operator,
      Tiling tiling,
      Recording recording,
      List<CyclePass> passes,
      Pass simulation) {
    Tiling cut = passes.get(0).cut().orElse(tiling);
    List<Operand> operands = kernel.program(cut).operands();
    Tensor[] bound = tensors.apply(operands);
    Tiles[] tiles = new Tiles[1];
    Verification verification =
        Verification.run(
            operator,
            kernel,
            cut,
            (program, all) -> tiles[0] = Tiles.of(passes, program, recording, all, simulation),
            bound);
    computed = new Computed(operands, bound, verification, tiles[0]);
  }
}
