package ridgepoint.cycle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import ridgepoint.event.Listener;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.functional.FunctionalMachine;

/**
 * Computes each tile of a pass when the events of its simulation complete it, and hands all that
 * happens on to another listener.
 *
 * <p>Where a shape is an expectation, as that of routed experts, the classes that events were made
 * for need not have as many tiles as the program: an event whose class has none left completes the
 * first tile that is left, and {@link #finish} computes those that no event was there for.
 */
public final class TileExecution implements Listener {
  private final CyclePass pass;
  private final LongConsumer machine;
  private final int tiles;
  private final BitSet done = new BitSet();
  private final Map<TileUse, Deque<Long>> ofClass = new IdentityHashMap<>();
  private final Map<Integer, Long> inTurn = new HashMap<>();
  private Listener also = Listener.NONE;

  /**
   * @param program that the tiles are of
   * @param recording of the same pass, by whose classes the events are made
   * @param machine computes one of them
   */
  TileExecution(CyclePass pass, TileProgram program, Recording recording, LongConsumer machine) {
    this.pass = pass;
    this.machine = machine;
    tiles = Math.toIntExact(program.tiles());
    List<Deque<Long>> lines = new ArrayList<>();
    for (TileUse tile : recording.tiles()) {
      Deque<Long> line = new ArrayDeque<>();
      lines.add(line);
      ofClass.put(tile, line);
    }
    for (long tile = 0; tile < tiles; tile++) {
      int place = program.tileClass(tile);
      if (place < lines.size()) {
        lines.get(place).add(tile);
      }
    }
  }

  /** The same on tensors of all operands. */
  static TileExecution of(
      CyclePass pass, TileProgram program, Recording recording, Tensor[] tensors) {
    return new TileExecution(pass, program, recording, FunctionalMachine.tiles(program, tensors));
  }

  /** Hands what happens on to another, too. */
  TileExecution telling(Listener other) {
    also = other;
    return this;
  }

  @Override
  public boolean followsMarks() {
    return true;
  }

  @Override
  public void reached(int mark, long tick) {
    Completion completion = pass.completion(mark);
    if (completion instanceof Completion.InTurn turn) {
      long tile = inTurn.getOrDefault(mark, turn.first());
      inTurn.put(mark, tile + turn.every());
      compute(tile);
    } else {
      compute(next(ofClass.get(((Completion.OfClass) completion).tiles())));
    }
    also.reached(mark, tick);
  }

  private long next(Deque<Long> line) {
    while (!line.isEmpty()) {
      long tile = line.remove();
      if (!done.get((int) tile)) {
        return tile;
      }
    }
    return done.nextClearBit(0);
  }

  private void compute(long tile) {
    if (tile < tiles && !done.get((int) tile)) {
      done.set((int) tile);
      machine.accept(tile);
    }
  }

  /** Computes the tiles that no event completed, and says how many they were. */
  int finish() {
    int without = tiles - done.cardinality();
    for (int tile = done.nextClearBit(0); tile < tiles; tile = done.nextClearBit(tile)) {
      compute(tile);
    }
    return without;
  }

  @Override
  public void used(
      int stream,
      int unit,
      int instruction,
      long startTick,
      long occupancyTicks,
      long latencyTicks,
      long stalledTicks,
      int cause) {
    also.used(
        stream, unit, instruction, startTick, occupancyTicks, latencyTicks, stalledTicks, cause);
  }

  @Override
  public void skipped(long fromTick, long ticks) {
    also.skipped(fromTick, ticks);
  }
}
