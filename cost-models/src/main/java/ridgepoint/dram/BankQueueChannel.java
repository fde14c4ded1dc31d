package ridgepoint.dram;

import ridgepoint.dram.DramConfiguration.PagePolicy;
import ridgepoint.dram.DramConfiguration.Policy;
import ridgepoint.dram.DramConfiguration.Scheduling.BankByBank;

/**
 * A channel with a command queue for each bank. Every cycle it issues the first ready command that
 * waits (first ready, first come first served: Rixner et al., ISCA 2000), bank by bank in turn, and
 * moves one transaction to the queue of its bank; writes are collected and drained together.
 *
 * <p>Order and details are those of DRAMsim3 (Li et al., CAL 2020).
 */
final class BankQueueChannel extends Channel {
  private final BankQueues queues;
  private final Refresh refresh;
  private final Transactions reads;
  private final Transactions writes;
  private final PendingAddresses pendingReads = new PendingAddresses();
  private final PendingAddresses pendingWrites = new PendingAddresses();
  private final BankByBank scheduling;
  private final boolean closesRows;
  private final boolean dualCommand;
  private final int readDelay;

  private int draining;

  /**
   * Whether a write waits for an older read of its address, so that a read is moved before.
   * (DRAMsim3 tries the writes again and again, for ever when their queue is full and the read is
   * not moved.)
   */
  private boolean readFirst;

  private long commandWake = BankQueues.NEVER;

  /** Whether a transaction may find a place in the queue of its bank. */
  private boolean movable;

  BankQueueChannel(
      int index, DramConfiguration configuration, BankByBank scheduling, CommandListener listener) {
    super(index, configuration, listener);
    Policy policy = configuration.policy();
    this.scheduling = scheduling;
    closesRows = policy.page() == PagePolicy.CLOSED;
    dualCommand = configuration.commandBus().separate();
    readDelay = configuration.timings().readDelay(configuration.organization().burstCycles());
    queues = new BankQueues(banks, scheduling);
    refresh = new Refresh(configuration, banks);
    reads = new Transactions(policy.transactionEntries(), banks.count);
    writes = new Transactions(policy.transactionEntries(), banks.count);
  }

  @Override
  boolean accepts(long address, boolean write) {
    return write ? !writes.isFull() : !reads.isFull();
  }

  @Override
  void accept(long address, boolean write, long clock) {
    if (write) {
      if (pendingWrites.requests(address) == 0) {
        pendingWrites.add(address, clock);
        add(writes, address);
      }
      written(address, clock + 1);
    } else if (pendingWrites.requests(address) > 0) {
      answered(address, 1, 1, clock + 1);
    } else if (pendingReads.add(address, clock) == 1) {
      add(reads, address);
    }
  }

  private void add(Transactions to, long address) {
    int bank = mapping.bank(address);
    boolean room = queues.hasRoom(bank);
    to.add(address, bank, room);
    movable |= room;
  }

  /** Whether every read is issued; writes are answered when they are accepted. */
  @Override
  boolean isAnswered() {
    return pendingReads.isEmpty();
  }

  @Override
  long wake(long clock) {
    return movable ? clock : Math.min(commandWake, refresh.nextCycle);
  }

  @Override
  void tick(long clock) {
    if (refresh.tick(clock) || commandWake <= clock) {
      commandWake = issueNext(clock);
    }
    if (movable) {
      moveTransaction();
    }
  }

  /** Issues what is ready, and gives the next cycle in which something may be. */
  private long issueNext(long clock) {
    int command;
    if (refresh.isWaiting() && refresh.find(clock)) {
      command = refresh.foundCommand;
      issueForRefresh(clock);
    } else if (queues.find(clock, refresh.waitingRank())) {
      command = queues.foundCommand;
      issueFound(clock);
    } else {
      return refresh.isWaiting() ? Math.min(queues.soonest, refresh.wake()) : queues.soonest;
    }
    if (dualCommand) {
      if (!queues.find(clock, refresh.waitingRank())) {
        return refresh.isWaiting() ? clock + 1 : queues.soonest;
      }
      if (Command.isColumn(queues.foundCommand) != Command.isColumn(command)) {
        issueFound(clock);
      }
    }
    return clock + 1;
  }

  private void issueForRefresh(long clock) {
    int bank = refresh.foundBank;
    int command = refresh.foundCommand;
    issued(clock, command, bank, Banks.CLOSED, Banks.CLOSED);
    if (command == Command.REFRESH) {
      banks.refresh(banks.rank(bank), clock);
      refresh.done();
    } else {
      banks.issue(bank, command, Banks.CLOSED, clock);
      if (command == Command.REFRESH_BANK) {
        refresh.done();
      }
      queues.changed(bank);
    }
  }

  private void issueFound(long clock) {
    int bank = queues.foundBank;
    int command = queues.foundCommand;
    long address = queues.addressOf(bank, queues.foundEntry);
    int row = queues.rowOf(bank, queues.foundEntry);
    issued(clock, command, bank, row, address);
    if (Command.isColumn(command)) {
      counters.column(command, banks.rowHits[bank] != 0);
      if (Command.isRead(command)) {
        int place = pendingReads.place(address);
        int requests = pendingReads.requestsAt(place);
        long answer = clock + readDelay;
        answered(address, requests, requests * answer - pendingReads.addedCyclesAt(place), answer);
        pendingReads.removeAt(place);
      } else {
        pendingWrites.remove(address);
      }
      banks.issue(bank, command, row, clock);
      if (!queues.hasRoom(bank)) {
        reads.freed(bank);
        writes.freed(bank);
      }
      queues.remove(bank, queues.foundEntry);
      movable |= reads.isMovable() || writes.isMovable();
    } else {
      banks.issue(bank, command, row, clock);
      queues.changed(bank);
    }
  }

  /** Moves the first transaction that finds a place: a write while writes are drained. */
  private void moveTransaction() {
    if (draining == 0
        && !readFirst
        && (writes.isFull()
            || (writes.size() > scheduling.idleDrainEntries() && queues.isEmpty()))) {
      draining = writes.size();
    }
    boolean write = draining > 0;
    readFirst = false;
    Transactions from = write ? writes : reads;
    for (int i = 0; i < from.size(); i++) {
      int bank = from.bank(i);
      if (queues.hasRoom(bank)) {
        long address = from.address(i);
        if (write && pendingReads.requests(address) > 0) {
          draining = 0;
          readFirst = true;
          return;
        }
        draining -= write ? 1 : 0;
        long ready = queues.add(bank, command(write), mapping.row(address), address);
        commandWake = Math.min(commandWake, ready);
        from.remove(i);
        if (!queues.hasRoom(bank)) {
          reads.filled(bank);
          writes.filled(bank);
        }
        movable = reads.isMovable() || writes.isMovable();
        return;
      }
    }
    movable = false;
  }

  private int command(boolean write) {
    if (!closesRows) {
      return write ? Command.WRITE : Command.READ;
    }
    return write ? Command.WRITE_PRECHARGE : Command.READ_PRECHARGE;
  }
}
