package ridgepoint.tile.functional;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Operand;
import ridgepoint.tile.TileProgram;

/**
 * Runs tile programs on real tensors. Tiles are shared out among threads one by one; as they are
 * independent, results have the same bits whatever the number of threads.
 */
public final class FunctionalMachine {
  private FunctionalMachine() {}

  /** Runs on all processors. */
  public static Tensor[] run(TileProgram program, Tensor... bySlot) {
    return run(program, Runtime.getRuntime().availableProcessors(), bySlot);
  }

  /**
   * Runs all passes of a program.
   *
   * @param bySlot tensors of the program's operands; where one is null or left out at the end, a
   *     tensor of zeros takes its place
   * @return all tensors by slot, the results among them
   * @throws IllegalArgumentException when a tensor has another shape or format than its operand
   */
  public static Tensor[] run(TileProgram program, int threads, Tensor... bySlot) {
    Tensor[] tensors = bind(program.operands(), bySlot);
    for (TileProgram pass = program; pass != null; pass = pass.next()) {
      runPass(pass, threads, tensors);
    }
    return tensors;
  }

  /**
   * What computes single tiles of one pass of a program, in any order, on one thread.
   *
   * @param bySlot tensors of all operands
   * @throws IllegalArgumentException when a tensor has another shape or format than its operand
   */
  public static LongConsumer tiles(TileProgram pass, Tensor... bySlot) {
    NumberMachine machine = new NumberMachine(bind(pass.operands(), bySlot));
    return tile -> machine.run(pass, tile);
  }

  private static Tensor[] bind(List<Operand> operands, Tensor[] bySlot) {
    if (bySlot.length > operands.size()) {
      throw new IllegalArgumentException(
          bySlot.length + " tensors for " + operands.size() + " operands");
    }
    Tensor[] tensors = new Tensor[operands.size()];
    for (Operand operand : operands) {
      int slot = operand.slot();
      Tensor given = slot < bySlot.length ? bySlot[slot] : null;
      tensors[slot] =
          given == null
              ? Tensor.zeros(operand.format(), operand.batches(), operand.rows(), operand.columns())
              : given;
      requireMatch(operand, tensors[slot]);
    }
    return tensors;
  }

  private static void requireMatch(Operand operand, Tensor tensor) {
    if (!tensor.format().equals(operand.format())
        || tensor.batches() != operand.batches()
        || tensor.rows() != operand.rows()
        || tensor.columns() != operand.columns()) {
      throw new IllegalArgumentException("tensor " + tensor + " bound to " + operand);
    }
  }

  private static void runPass(TileProgram pass, int threads, Tensor[] tensors) {
    AtomicLong next = new AtomicLong();
    Runnable worker =
        () -> {
          NumberMachine machine = new NumberMachine(tensors);
          for (long tile = next.getAndIncrement();
              tile < pass.tiles();
              tile = next.getAndIncrement()) {
            machine.run(pass, tile);
          }
        };
    int workers = (int) Math.min(threads, pass.tiles());
    if (workers == 1) {
      worker.run();
    } else {
      IntStream.range(0, workers).parallel().forEach(i -> worker.run());
    }
  }
}
