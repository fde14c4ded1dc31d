package ridgepoint.dram;

import ridgepoint.dram.DramConfiguration.PagePolicy;
import ridgepoint.dram.DramConfiguration.Scheduling.OldestReady;

/**
 * A channel with one queue of reads and one of writes. Every cycle it issues the command of the
 * oldest access whose next command is ready, whether that reads, writes, opens a row or closes one.
 * Accesses that opened a row go first, and until they are done nobody closes it; then refreshes;
 * then reads, or writes while their queue is drained. Where row and column commands have a bus each
 * it issues one of either kind.
 *
 * <p>Order and details are those of Ramulator 2 (Luo et al., CAL 2023). Its cycles count from 1: it
 * names cycle {@code clock} what is {@code clock - 1} here, which {@link #wake} and answers allow
 * for.
 */
sealed class RequestQueueChannel extends Channel permits SplitActivateChannel {
  private static final int ANY = 0;
  private static final int COLUMN = 1;
  private static final int ROW = 2;

  private final RequestQueue reads;
  private final RequestQueue writes;

  /** Accesses for which a row was opened; none but they use the bank until they are done. */
  final RequestQueue active;

  private final int[] activeOfBank;
  private final int[] activeOfRank;
  private final PendingAddresses pendingWrites = new PendingAddresses();
  private final Refresh refresh;
  private final HalfCycles halfCycles;
  private final boolean separate;
  private final boolean closesRows;
  private final int drainAbove;
  private final int drainBelow;
  private final int readDelay;
  private final boolean rowHitsFirst;
  private boolean draining;
  private long commandWake = BankQueues.NEVER;

  /** The first cycle in which what was looked at and found not ready will be. */
  private long foundLater;

  RequestQueue foundQueue;
  int foundEntry;
  int foundCommand;

  RequestQueueChannel(
      int index, DramConfiguration memory, OldestReady scheduling, CommandListener listener) {
    super(index, memory, listener);
    int entries = memory.policy().transactionEntries();
    reads = new RequestQueue(entries);
    writes = new RequestQueue(entries);
    active = new RequestQueue(banks.count);
    activeOfBank = new int[banks.count];
    activeOfRank = new int[memory.organization().ranksPerChannel()];
    refresh = new Refresh(memory, banks);
    separate = memory.commandBus().separate();
    halfCycles = memory.commandBus().halfCycles() ? new HalfCycles(banks) : null;
    closesRows = memory.policy().page() == PagePolicy.CLOSED;
    rowHitsFirst = scheduling.rowHitsFirst();
    drainAbove = (int) Math.floor(scheduling.drainAbove() * entries);
    drainBelow = (int) Math.ceil(scheduling.drainBelow() * entries);
    readDelay = memory.timings().readDelay(memory.organization().burstCycles());
  }

  @Override
  boolean accepts(long address, boolean write) {
    return !(write ? writes : reads).isFull() || pendingWrites.requests(address) > 0;
  }

  @Override
  void accept(long address, boolean write, long clock) {
    boolean written = pendingWrites.requests(address) > 0;
    if (written && !write) {
      answered(address, 1, 1, Math.max(clock, lastAnswerCycle()));
    } else if (written) {
      written(address, clock - 1);
    } else {
      RequestQueue to = write ? writes : reads;
      to.add(address, clock, mapping.bank(address), mapping.row(address), write);
      if (write) {
        pendingWrites.add(address, clock);
      }
    }
    commandWake = 0;
  }

  @Override
  boolean isAnswered() {
    return reads.size + writes.size + active.size == 0;
  }

  @Override
  final long wake(long clock) {
    return Math.max(clock, Math.min(commandWake, refresh.nextCycle) - 1);
  }

  @Override
  final void tick(long clock) {
    long now = clock + 1;
    refresh.tick(now);
    foundLater = BankQueues.NEVER;
    commandWake = schedule(now) ? now + 1 : foundLater;
  }

  /** Issues what can be; returns whether the next cycle is to be looked at in any case. */
  boolean schedule(long now) {
    if (!separate) {
      return issueNext(ANY, now);
    }
    boolean rising = halfCycles == null || HalfCycles.isRising(now);
    boolean issued = rising && issueNext(COLUMN, now);
    issued |= issueNext(ROW, now);
    return issued || !rising;
  }

  private boolean issueNext(int slot, long now) {
    if (slot != ROW && find(active, slot, now)) {
      issueFound(now);
      return true;
    }
    if (refresh.isWaiting()) {
      return issueForRefresh(slot, now);
    }
    if (findWaiting(slot, now)) {
      issueFound(now);
      return true;
    }
    return false;
  }

  /** Looks among the accesses that opened no row yet. */
  final boolean findWaiting(long now) {
    return findWaiting(ANY, now);
  }

  private boolean findWaiting(int slot, long now) {
    if (draining) {
      draining = writes.size >= drainBelow || reads.size == 0;
    } else {
      draining = writes.size > drainAbove || reads.size == 0;
    }
    return find(draining ? writes : reads, slot, now);
  }

  final boolean findActive(long now) {
    return find(active, ANY, now);
  }

  private boolean find(RequestQueue queue, int slot, long now) {
    long oldest = Long.MAX_VALUE;
    long[] notBefore = queue.notBefore;
    for (int i = 0; i < queue.size; i++) {
      if (notBefore[i] > now) {
        foundLater = notBefore[i] < foundLater ? notBefore[i] : foundLater;
        continue;
      }
      int bank = queue.bank[i];
      int command = Banks.needed(banks.openRow[bank], queue.row[i], access(queue.write[i]));
      if (!belongs(command, slot) || !allowed(command, bank, queue)) {
        continue;
      }
      long ready = banks.ready(bank, command);
      if (ready > now || !begins(command, bank, now)) {
        notBefore[i] = later(command, ready, now);
      } else if (queue.arrived[i] < oldest) {
        oldest = queue.arrived[i];
        foundQueue = queue;
        foundEntry = i;
        foundCommand = command;
        if (queue != active) {
          return true;
        }
      }
    }
    return oldest < Long.MAX_VALUE;
  }

  private int access(boolean write) {
    if (closesRows) {
      return write ? Command.WRITE_PRECHARGE : Command.READ_PRECHARGE;
    }
    return write ? Command.WRITE : Command.READ;
  }

  private static boolean belongs(int command, int slot) {
    return slot == ANY || Command.isColumn(command) == (slot == COLUMN);
  }

  private boolean begins(int command, int bank, long now) {
    return halfCycles == null || halfCycles.allows(command, bank, now);
  }

  private long later(int command, long ready, long now) {
    long cycle = ready > now ? ready : now + 1;
    if (halfCycles != null) {
      cycle = HalfCycles.firstFor(command, cycle);
    }
    foundLater = cycle < foundLater ? cycle : foundLater;
    return cycle;
  }

  private void rowsChanged(int first, int end) {
    reads.rowsChanged(first, end);
    writes.rowsChanged(first, end);
  }

  /** Whether others let an access have its command: rows in use stay open. */
  boolean allowed(int command, int bank, RequestQueue queue) {
    return command != Command.PRECHARGE
        || (activeOfBank[bank] == 0 && !(rowHitsFirst && isHit(queue, bank)));
  }

  /** Whether some access of a queue finds its row open in a bank. */
  private boolean isHit(RequestQueue queue, int bank) {
    for (int i = 0; i < queue.size; i++) {
      if (queue.bank[i] == bank && queue.row[i] == banks.openRow[bank]) {
        return true;
      }
    }
    return false;
  }

  /** Whether a row command to a rank for its refresh is in nobody's way. */
  boolean allowedInRank(int rank) {
    return activeOfRank[rank] == 0;
  }

  final boolean issueForRefresh(long now) {
    return issueForRefresh(ANY, now);
  }

  final boolean isRefreshWaiting() {
    return refresh.isWaiting();
  }

  private boolean issueForRefresh(int slot, long now) {
    if (slot == COLUMN) {
      return false;
    }
    boolean single = refresh.refreshesBanks();
    int bank = single ? refresh.head() : refresh.head() * banks.perRank;
    int rank = banks.rank(bank);
    boolean open = single ? banks.openRow[bank] != Banks.CLOSED : banks.openInRank[rank] > 0;
    if (open && !(single ? activeOfBank[bank] == 0 : allowedInRank(rank))) {
      return false;
    }
    int command =
        single
            ? open ? Command.PRECHARGE : Command.REFRESH_BANK
            : open ? Command.PRECHARGE_ALL : Command.REFRESH;
    int asked = command == Command.PRECHARGE_ALL ? Command.PRECHARGE : command;
    long ready = single ? banks.ready(bank, command) : banks.readyInRank(rank, asked);
    if (ready > now || !begins(command, bank, now)) {
      later(command, ready, now);
      return false;
    }
    issued(now, command, bank, Banks.CLOSED, Banks.CLOSED);
    switch (command) {
      case Command.PRECHARGE_ALL -> {
        banks.prechargeAll(rank, now);
        rowsChanged(rank * banks.perRank, (rank + 1) * banks.perRank);
      }
      case Command.REFRESH -> banks.refresh(rank, now);
      default -> {
        banks.issue(bank, command, Banks.CLOSED, now);
        rowsChanged(bank, bank + 1);
      }
    }
    if (!open) {
      refresh.done();
    }
    paired(command, bank, now);
    return true;
  }

  private void paired(int command, int bank, long now) {
    if (halfCycles != null) {
      halfCycles.issued(command, bank, now);
    }
  }

  final void issueFound(long now) {
    RequestQueue queue = foundQueue;
    int entry = foundEntry;
    int command = foundCommand;
    int bank = queue.bank[entry];
    int row = queue.row[entry];
    issued(now, command, bank, row, queue.address[entry]);
    if (!queue.counted[entry]) {
      queue.counted[entry] = true;
      counters.column(queue.write[entry] ? Command.WRITE : Command.READ, Command.isColumn(command));
    }
    banks.issue(bank, command, row, now);
    paired(command, bank, now);
    if (!Command.isColumn(command) || closesRows) {
      rowsChanged(bank, bank + 1);
    }
    if (Command.isColumn(command)) {
      retire(queue, entry, now);
    } else if (command == Command.ACTIVATE) {
      leavesWrites(queue, entry);
      opened(queue, entry, now);
    }
  }

  /** An access had its row opened; it moves to the active ones. */
  void opened(RequestQueue queue, int entry, long now) {
    activate(queue, entry);
  }

  final void activate(RequestQueue queue, int entry) {
    activeOfBank[queue.bank[entry]]++;
    activeOfRank[banks.rank(queue.bank[entry])]++;
    queue.move(entry, active);
  }

  private void leavesWrites(RequestQueue queue, int entry) {
    if (queue == writes) {
      pendingWrites.remove(queue.address[entry]);
    }
  }

  private void retire(RequestQueue queue, int entry, long now) {
    leavesWrites(queue, entry);
    if (queue == active) {
      activeOfBank[queue.bank[entry]]--;
      activeOfRank[banks.rank(queue.bank[entry])]--;
    }
    if (queue.write[entry]) {
      written(queue.address[entry], now - 1);
    } else {
      long latency = now + readDelay - queue.arrived[entry];
      answered(queue.address[entry], 1, latency, now - 1 + readDelay);
    }
    queue.remove(entry);
  }
}
