package ridgepoint.gpu.l2;

import java.util.List;

/**
 * What the tiles of a round, those that run at a time, asked caches for: sectors by operand, and of
 * them those that each cache lacked.
 */
final class RoundCounts {
  /** The part of the pass that these tiles are. */
  private final double begin;

  private final double end;
  final double[] loaded;
  double stored;
  final double[][] missed;
  final double[] writtenBack;

  /** Sectors that came in where nothing of the kernel was, by cache; and all that came in. */
  final double[] foreign;

  final double[] taken;
  double far;

  RoundCounts(double begin, double end, int operands, int caches) {
    this.begin = begin;
    this.end = end;
    loaded = new double[operands];
    missed = new double[caches][operands];
    writtenBack = new double[caches];
    foreign = new double[caches];
    taken = new double[caches];
  }

  double end() {
    return end;
  }

  /** These and those of a neighbour. */
  RoundCounts plus(RoundCounts next) {
    int caches = missed.length;
    RoundCounts sum =
        new RoundCounts(
            Math.min(begin, next.begin), Math.max(end, next.end), loaded.length, caches);
    for (RoundCounts part : List.of(this, next)) {
      sum.stored += part.stored;
      sum.far += part.far;
      for (int cache = 0; cache < caches; cache++) {
        sum.writtenBack[cache] += part.writtenBack[cache];
        sum.foreign[cache] += part.foreign[cache];
        sum.taken[cache] += part.taken[cache];
      }
      for (int slot = 0; slot < loaded.length; slot++) {
        sum.loaded[slot] += part.loaded[slot];
        for (int cache = 0; cache < caches; cache++) {
          sum.missed[cache][slot] += part.missed[cache][slot];
        }
      }
    }
    return sum;
  }

  /**
   * Adds what others left and has to be written, dirty as often as what this kernel brings in.
   *
   * @param all rounds of the pass together
   */
  void addForeign(RoundCounts all) {
    for (int cache = 0; cache < foreign.length; cache++) {
      double dirty = all.taken[cache] == 0 ? 0 : Math.min(1, all.stored / all.taken[cache]);
      writtenBack[cache] += dirty * foreign[cache];
    }
  }

  /**
   * As shares of what was asked for.
   *
   * @param otherwise by slot, of operands of which nothing was followed
   */
  Phase phase(double[] otherwise) {
    double[][] shares = new double[missed.length][loaded.length];
    double all = 0;
    for (int slot = 0; slot < loaded.length; slot++) {
      all += loaded[slot];
      for (int cache = 0; cache < missed.length; cache++) {
        shares[cache][slot] =
            loaded[slot] == 0 ? otherwise[slot] : missed[cache][slot] / loaded[slot];
      }
    }
    double[] passedOn = new double[missed.length];
    for (int cache = 0; cache < missed.length; cache++) {
      passedOn[cache] = stored == 0 ? 0 : writtenBack[cache] / stored;
    }
    return new Phase(end, shares, passedOn, all == 0 ? 0 : far / all);
  }
}
