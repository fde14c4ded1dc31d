package ridgepoint.dram;

import ridgepoint.dram.DramConfiguration.Scheduling.BankByBank;
import ridgepoint.dram.DramConfiguration.Scheduling.OldestReady;

/**
 * The controller of one channel: it takes requests in, and every cycle issues the command that its
 * scheduling finds. A caller may leave out cycles before {@link #wake}: nothing happens in them.
 */
abstract sealed class Channel permits BankQueueChannel, RequestQueueChannel {
  final int index;
  final Banks banks;
  final AddressMapping mapping;
  final CommandListener listener;
  final ChannelCounters counters;

  /** When the last request so far is answered. */
  private long lastAnswerCycle;

  /** Who is told of answers. */
  private AnswerListener answers = AnswerListener.NONE;

  Channel(int index, DramConfiguration configuration, CommandListener listener) {
    this.index = index;
    this.listener = listener;
    mapping = configuration.mapping();
    banks = new Banks(configuration);
    counters = new ChannelCounters(configuration.organization().ranksPerChannel());
  }

  static Channel of(int index, DramConfiguration configuration, CommandListener listener) {
    DramConfiguration.Scheduling scheduling = configuration.policy().scheduling();
    if (scheduling instanceof BankByBank bankByBank) {
      return new BankQueueChannel(index, configuration, bankByBank, listener);
    }
    OldestReady oldestReady = (OldestReady) scheduling;
    return configuration.commandBus().secondActivateCycles() > 0
        ? new SplitActivateChannel(index, configuration, oldestReady, listener)
        : new RequestQueueChannel(index, configuration, oldestReady, listener);
  }

  final void tell(AnswerListener listener) {
    answers = listener;
  }

  long lastAnswerCycle() {
    return lastAnswerCycle;
  }

  /** Whether there is room for a request. */
  abstract boolean accepts(long address, boolean write);

  /** Takes a request in at {@code clock}, the cycle after the last tick. */
  abstract void accept(long address, boolean write, long clock);

  /** Whether it is known when all requests are answered. */
  abstract boolean isAnswered();

  /** The first cycle in which something may happen. */
  abstract long wake(long clock);

  /** One cycle. */
  abstract void tick(long clock);

  /** Reads of an address are answered in a cycle; they waited for so many cycles together. */
  final void answered(long address, int requests, long latencyCycles, long cycle) {
    counters.readsDone += requests;
    counters.readLatencyCycles += latencyCycles;
    answers.answered(address, false, requests, cycle);
    lastAnswerCycle = Math.max(lastAnswerCycle, cycle);
  }

  /** A write is answered in a cycle. */
  final void written(long address, long cycle) {
    answers.answered(address, true, 1, cycle);
    lastAnswerCycle = Math.max(lastAnswerCycle, cycle);
  }

  /** Counts a command, and standby up to one that may open or close a row; tells who listens. */
  final void issued(long clock, int command, int bank, int row, long address) {
    if (command > Command.WRITE) {
      counters.account(clock, banks.openInRank);
    }
    counters.commands[command]++;
    if (listener != CommandListener.NONE) {
      int column = row == Banks.CLOSED ? Banks.CLOSED : mapping.column(address);
      listener.issued(clock, index, Command.name(command), bank, row, column);
    }
  }

  /** Counts standby up to the end of a run. */
  final void finish(long clock) {
    counters.account(clock, banks.openInRank);
  }
}
