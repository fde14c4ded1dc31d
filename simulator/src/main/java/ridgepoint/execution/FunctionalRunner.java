package ridgepoint.execution;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ridgepoint.attention.FlashAttentionKernel;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Operator;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.functional.FunctionalMachine;
import ridgepoint.verification.Verification;

/**
 * Computes kernels on the functional machine.
 *
 * @param verifies whether every result is compared with the oracle and all work is counted
 */
record FunctionalRunner(int threads, boolean verifies) implements KernelRunner {
  /** Operators with fewer operations are not worth several threads. */
  private static final double SMALL_OPERATOR = 4e6;

  /** Keys per step of attention, short enough that test contexts are split at all. */
  private static final int KEY_STEP = 16;

  private static final int SPLITS = 4;

  @Override
  public Computed run(Operator operator, Kernel kernel, Function<List<Operand>, Tensor[]> inputs) {
    Tiling tiling = tiling(operator, kernel);
    TileProgram program = kernel.program(tiling);
    Tensor[] tensors = inputs.apply(program.operands());
    int workers = operator.work().operations() < SMALL_OPERATOR ? 1 : threads;
    if (!verifies) {
      Tensor[] results = FunctionalMachine.run(program, workers, tensors);
      return new Computed(program.operands(), results, Optional.empty());
    }
    Verification verification =
        Verification.run(operator, kernel, tiling, Verification.Runner.onThreads(workers), tensors);
    return new Computed(program.operands(), tensors, Optional.of(verification));
  }

  private static Tiling tiling(Operator operator, Kernel kernel) {
    boolean splits =
        operator instanceof Attention attention
            && attention.algorithm() == Attention.Algorithm.FLASH_SPLIT_KV
            && kernel instanceof FlashAttentionKernel;
    Tiling standard = kernel.defaultTiling();
    return splits
        ? new Tiling(standard.rows(), standard.columns(), KEY_STEP, SPLITS, standard.stages())
        : standard;
  }
}
