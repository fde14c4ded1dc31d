package ridgepoint.gpu.l2;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import ridgepoint.cycle.Moves;
import ridgepoint.cycle.Moves.Move;
import ridgepoint.tile.TileProgram;

/**
 * The tiles of a pass as SMs run them: so many at a time, in an order, each on an SM.
 *
 * @param order numbers of tiles by their place in it
 * @param places tiles that run at a time
 * @param sms that they are on, in turn
 */
record SharedPass(TileProgram program, LongUnaryOperator order, int places, int sms) {

  long rounds() {
    return (program.tiles() + places - 1) / places;
  }

  /** What each of the tiles of a round does, in order. */
  List<List<Move>> moves(long round) {
    long first = round * places;
    long end = Math.min(program.tiles(), first + places);
    return LongStream.range(first, end)
        .mapToObj(position -> Moves.of(program, order.applyAsLong(position)))
        .toList();
  }

  /** The fraction of the pass that is done when a round begins. */
  double begin(long round) {
    return Math.min(1, (double) round * places / program.tiles());
  }

  /** Told what the tiles of a round do, side by side. */
  @FunctionalInterface
  interface Step {
    void of(int sm, Move move);
  }

  /**
   * Goes through the moves of a round side by side: the first of all tiles, the second of all.
   *
   * @param from move to begin with
   * @param to move to end before
   */
  void sideBySide(List<List<Move>> moves, int from, int to, Step step) {
    boolean more = true;
    for (int at = from; more && at < to; at++) {
      more = false;
      for (int place = 0; place < moves.size(); place++) {
        List<Move> own = moves.get(place);
        if (at < own.size()) {
          step.of(place % sms, own.get(at));
          more = true;
        }
      }
    }
  }
}
