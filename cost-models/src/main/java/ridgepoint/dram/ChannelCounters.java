package ridgepoint.dram;

/** What a channel did. */
final class ChannelCounters {
  final long[] commands = new long[Command.COUNT];
  final long[] activeCycles;
  final long[] idleCycles;
  long readHits;
  long writeHits;
  long readsDone;
  long readLatencyCycles;
  private long accountedTo;

  ChannelCounters(int ranks) {
    activeCycles = new long[ranks];
    idleCycles = new long[ranks];
  }

  /** Counts the cycles up to, without, {@code clock}, in which ranks were as they are. */
  void account(long clock, int[] openInRank) {
    long cycles = clock - accountedTo;
    if (cycles <= 0) {
      return;
    }
    for (int rank = 0; rank < openInRank.length; rank++) {
      if (openInRank[rank] > 0) {
        activeCycles[rank] += cycles;
      } else {
        idleCycles[rank] += cycles;
      }
    }
    accountedTo = clock;
  }

  void column(int command, boolean hit) {
    if (Command.isRead(command)) {
      readHits += hit ? 1 : 0;
    } else {
      writeHits += hit ? 1 : 0;
    }
  }
}
