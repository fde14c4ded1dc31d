package ridgepoint.gpu.l2;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.cycle.Moves.Move;
import ridgepoint.tile.Operand;

/**
 * Walks what tiles load and store through the tags of the caches that SMs share, in the order in
 * which tiles run: those of a round side by side, step by step. Of long passes some rounds are
 * walked, and the later ones of those stand for the rest.
 */
final class TagWalk {
  /** Loads and stores of tiles that are walked, at most about so many. */
  private static final double MOST_MOVES = 1.5e5;

  private final SharedPass pass;
  private final SharedCaches caches;
  private final Lines lines;
  private final int operands;

  TagWalk(SharedPass pass, SharedCaches caches, Lines lines) {
    this.pass = pass;
    this.caches = caches;
    this.lines = lines;
    operands = pass.program().operands().size();
  }

  /** What each round finds; the last of them stands for all that is left of the pass. */
  List<RoundCounts> rounds() {
    List<RoundCounts> rounds = new ArrayList<>();
    double walked = 0;
    for (long round = 0; round < pass.rounds() && walked < MOST_MOVES; round++) {
      List<List<Move>> moves = pass.moves(round);
      for (List<Move> own : moves) {
        walked += own.size();
      }
      rounds.add(round(round, moves));
    }
    if (rounds.size() < pass.rounds()) {
      rounds.add(standing(rounds));
    }
    return rounds;
  }

  private RoundCounts standing(List<RoundCounts> walked) {
    RoundCounts rest = new RoundCounts(1, 1, operands, caches.missed.length);
    for (RoundCounts later : walked.subList(walked.size() / 2, walked.size())) {
      rest = rest.plus(later);
    }
    return rest;
  }

  private RoundCounts round(long round, List<List<Move>> moves) {
    RoundCounts counts =
        new RoundCounts(pass.begin(round), pass.begin(round + 1), operands, caches.missed.length);
    double[] writtenBefore = caches.writtenBack.clone();
    double[] foreignBefore = caches.foreign.clone();
    double[] takenBefore = caches.taken.clone();
    long farBefore = far();
    pass.sideBySide(moves, 0, Integer.MAX_VALUE, (sm, move) -> use(sm, move, counts));
    for (int cache = 0; cache < writtenBefore.length; cache++) {
      counts.writtenBack[cache] = caches.writtenBack[cache] - writtenBefore[cache];
      counts.foreign[cache] = caches.foreign[cache] - foreignBefore[cache];
      counts.taken[cache] = caches.taken[cache] - takenBefore[cache];
    }
    counts.far = far() - farBefore;
    return counts;
  }

  private long far() {
    return caches.all().isEmpty() ? 0 : caches.all().get(0).far();
  }

  private void use(int sm, Move move, RoundCounts counts) {
    if (move.store()) {
      lines.each(
          move,
          (line, sectors) -> {
            counts.stored += Integer.bitCount(sectors);
            caches.write(sm, line, sectors);
          });
      return;
    }
    int slot = move.operand().slot();
    long[] before = caches.missed.clone();
    lines.each(
        move,
        (line, sectors) -> {
          counts.loaded[slot] += Integer.bitCount(sectors);
          caches.read(sm, line, sectors);
        });
    for (int cache = 0; cache < before.length; cache++) {
      counts.missed[cache][slot] += caches.missed[cache] - before[cache];
    }
  }

  /**
   * Brings a piece of an operand into the caches as its last use left it.
   *
   * @param piece of so many pieces
   * @param everywhere whether SMs near all partitions read all of it, or each some of it
   */
  void touch(Operand operand, int piece, int pieces, boolean write, boolean everywhere) {
    int partitions = caches.all().get(0).shape().partitions();
    int[] sm = new int[1];
    lines.each(
        operand,
        piece,
        pieces,
        (line, sectors) -> {
          if (write) {
            caches.write(0, line, sectors);
            return;
          }
          for (int times = everywhere ? partitions : 1; times > 0; times--) {
            caches.read(sm[0], line, sectors);
            sm[0] = (sm[0] + 1) % partitions;
          }
        });
  }
}
