package ridgepoint.execution;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ridgepoint.operator.Operator;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.verification.Verification;

/** Computes kernels on tensors. */
interface KernelRunner {
  /**
   * Computes one.
   *
   * @param inputs tensors by slot for its operands; null for what it writes
   */
  Computed run(Operator operator, Kernel kernel, Function<List<Operand>, Tensor[]> inputs);

  /**
   * What a kernel left.
   *
   * @param tensors by slot
   * @param verification nothing where results are not checked
   */
  record Computed(List<Operand> operands, Tensor[] tensors, Optional<Verification> verification) {}
}
