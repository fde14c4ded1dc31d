package ridgepoint.attention;

import ridgepoint.operator.Attention;

/**
 * Keys that some query of a block sees: the sinks [0, sinksEnd) and the range [begin, end) after
 * them. Blocks of keys that nobody sees are never loaded.
 */
record VisibleKeys(long sinksEnd, long begin, long end) {

  /** For queries {@code firstQuery} up to and including {@code lastQuery}, counted from 0. */
  static VisibleKeys of(Attention attention, long firstQuery, long lastQuery) {
    if (!attention.causal()) {
      return new VisibleKeys(0, 0, attention.keyLength());
    }
    long cached = attention.keyLength() - attention.queryLength();
    long end = cached + lastQuery + 1;
    long windowBegin = cached + firstQuery - attention.window() + 1;
    boolean inOnePiece = attention.window() == 0 || windowBegin <= attention.sinkTokens();
    return inOnePiece
        ? new VisibleKeys(0, 0, end)
        : new VisibleKeys(attention.sinkTokens(), windowBegin, end);
  }

  long count() {
    return sinksEnd + end - begin;
  }

  /** Loop steps of {@code depth} keys. */
  long steps(int depth) {
    return ceilDivide(sinksEnd, depth) + ceilDivide(end - begin, depth);
  }

  /** Keys that one of {@code splits} workers walks: whole steps each, the sinks with the first. */
  VisibleKeys split(int split, int splits, int depth) {
    long share = ceilDivide(ceilDivide(end - begin, depth), splits) * depth;
    long from = Math.min(end, begin + split * share);
    return new VisibleKeys(split == 0 ? sinksEnd : 0, from, Math.min(end, from + share));
  }

  static long ceilDivide(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
