package ridgepoint.verification;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.kernel.RowOperators;
import ridgepoint.operator.Operator;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.functional.FunctionalMachine;

class ThreadsTest {
  @Property(tries = 15)
  void resultsHaveTheSameBitsOnAnyNumberOfThreads(@ForAll long seed) {
    for (Operator operator : RowOperators.of(seed)) {
      TileProgram program =
          KernelLibrary.kernelFor(operator).program(RowOperators.tiling(seed, operator));
      Tensor[] one = run(operator, program, seed, 1);
      Tensor[] four = run(operator, program, seed, 4);
      for (int slot = 0; slot < one.length; slot++) {
        assertArrayEquals(one[slot].toFloats(), four[slot].toFloats(), operator::toString);
      }
    }
  }

  private static Tensor[] run(Operator operator, TileProgram program, long seed, int threads) {
    Tensor[] tensors = new RandomOperands(operator, seed).tensors(program.operands());
    return FunctionalMachine.run(program, threads, tensors);
  }
}
