package ridgepoint.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Devices that all execute the same operators, each on its own tensors, and keep the books of what
 * they executed.
 */
final class Devices {
  /** Operators with fewer operations are not worth several threads. */
  private static final double SMALL_OPERATOR = 4e6;

  /** Keys per step of attention, short enough that test contexts are split at all. */
  private static final int KEY_STEP = 16;

  private static final int SPLITS = 4;

  private final int count;
  private final int threads;
  private final boolean verifies;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  /**
   * @param verifies whether every result is compared with the oracle and all work is counted
   */
  Devices(int count, int threads, boolean verifies) {
    this.count = count;
    this.threads = threads;
    this.verifies = verifies;
  }

  int count() {
    return count;
  }

  List<Tally> tallies() {
    return new ArrayList<>(tallies.values());
  }

  /** Executes an operator on every device; operands without a source are outputs. */
  Results run(String name, Operator operator, Kernel kernel, Map<String, Source> sources) {
    Tensor[][] byDevice = new Tensor[count][];
    List<Operand> operands = kernel.program(tiling(operator, kernel)).operands();
    for (int device = 0; device < count; device++) {
      byDevice[device] = runOn(device, name, operator, kernel, sources);
    }
    return new Results(operands, byDevice);
  }

  /** Executes an operator that is one program over the buffers of all devices. */
  Results runTogether(String name, Operator operator, Kernel kernel, Map<String, Source> sources) {
    List<Operand> operands = kernel.program(tiling(operator, kernel)).operands();
    return new Results(operands, new Tensor[][] {runOn(0, name, operator, kernel, sources)});
  }

  private Tensor[] runOn(
      int device, String name, Operator operator, Kernel kernel, Map<String, Source> sources) {
    Tiling tiling = tiling(operator, kernel);
    TileProgram program = kernel.program(tiling);
    Tensor[] tensors = new Tensor[program.operands().size()];
    for (Map.Entry<String, Source> source : sources.entrySet()) {
      int slot = Results.slot(program.operands(), source.getKey());
      tensors[slot] = source.getValue().tensor(device, program.operands().get(slot));
    }
    int workers = operator.work().operations() < SMALL_OPERATOR ? 1 : threads;
    if (!verifies) {
      return FunctionalMachine.run(program, workers, tensors);
    }
    Verification verification =
        Verification.run(operator, kernel, tiling, Verification.Runner.onThreads(workers), tensors);
    tallies
        .computeIfAbsent(name, key -> new Tally(key, verification.kernel()))
        .add(operator, verification);
    return tensors;
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
