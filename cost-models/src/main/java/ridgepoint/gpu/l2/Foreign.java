package ridgepoint.gpu.l2;

/** Data of others that passes through the caches between two uses of a kernel's own. */
final class Foreign {
  /** Beyond all operands. */
  private static final long START = 1L << 50;

  private final SharedCaches caches;
  private final TagStore tags;
  private final int every;
  private long next = START;

  Foreign(SharedCaches caches, TagStore tags, int every) {
    this.caches = caches;
    this.tags = tags;
    this.every = every;
  }

  /** Reads so much of it that has not been read before, once in every partition. */
  void read(double bytes) {
    if (caches.all().isEmpty()) {
      return;
    }
    int partitions = caches.all().get(0).shape().partitions();
    for (double left = bytes; left > 0; left -= (double) tags.lineBytes() * every) {
      for (int sm = 0; sm < partitions; sm++) {
        caches.read(sm, next, tags.allSectors());
      }
      next++;
    }
  }
}
