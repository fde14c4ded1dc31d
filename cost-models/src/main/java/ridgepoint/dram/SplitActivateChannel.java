package ridgepoint.dram;

import ridgepoint.dram.DramConfiguration.CommandBus;
import ridgepoint.dram.DramConfiguration.Scheduling.OldestReady;

/**
 * A channel whose activates come in two halves, and whose data clock stops when it is not used
 * (LPDDR5, JESD209-5): the second half follows when nothing else can be issued, within tAAD at the
 * latest, and no other row is opened before; an access that finds the clock stopped needs a command
 * that starts it, the cycle before.
 */
final class SplitActivateChannel extends RequestQueueChannel {
  private final int withinCycles;
  private final int postambleCycles;
  private final int readCycles;
  private final int writeCycles;

  /** The access between the two halves of its activate. */
  private final RequestQueue activating = new RequestQueue(1);

  private long deadline;

  /** When the data clock stops. */
  private long clockStops;

  /** Whether the data clock was started for the access that was found. */
  private boolean clockStarted;

  SplitActivateChannel(
      int index, DramConfiguration memory, OldestReady scheduling, CommandListener listener) {
    super(index, memory, scheduling, listener);
    CommandBus bus = memory.commandBus();
    withinCycles = bus.secondActivateCycles();
    postambleCycles = bus.clockPostambleCycles();
    int burst = memory.organization().burstCycles();
    readCycles = memory.timings().cl() + burst + postambleCycles;
    writeCycles = memory.timings().cwl() + burst + postambleCycles;
  }

  @Override
  boolean isAnswered() {
    return activating.size == 0 && super.isAnswered();
  }

  @Override
  boolean schedule(long now) {
    if (clockStarted) {
      if (banks.ready(foundQueue.bank[foundEntry], foundCommand) <= now) {
        clockStarted = false;
        issueAccess(now);
      }
      return true;
    }
    if (activating.size > 0 && deadline <= now) {
      issueSecondHalf();
      return true;
    }
    if (findActive(now)) {
      issueOrStartClock(now);
      return true;
    }
    if (isRefreshWaiting()) {
      if (issueForRefresh(now)) {
        return true;
      }
    } else if (findWaiting(now)) {
      issueOrStartClock(now);
      return true;
    }
    if (activating.size > 0) {
      issueSecondHalf();
      return true;
    }
    return false;
  }

  private void issueOrStartClock(long now) {
    if (!Command.isColumn(foundCommand) || postambleCycles < 0) {
      issueFound(now);
    } else if (now < clockStops) {
      issueAccess(now);
    } else if (activating.size > 0 && deadline <= now + 1) {
      // The clock's command would take the last cycle that the second half may have.
      issueSecondHalf();
    } else {
      clockStarted = true;
    }
  }

  private void issueAccess(long now) {
    int cycles = Command.isRead(foundCommand) ? readCycles : writeCycles;
    clockStops = Math.max(clockStops, now + cycles);
    issueFound(now);
  }

  private void issueSecondHalf() {
    activate(activating, 0);
  }

  @Override
  void opened(RequestQueue queue, int entry, long now) {
    queue.move(entry, activating);
    deadline = now + withinCycles;
  }

  @Override
  boolean allowed(int command, int bank, RequestQueue queue) {
    if (activating.size > 0 && (command == Command.ACTIVATE || bank == activating.bank[0])) {
      return false;
    }
    return super.allowed(command, bank, queue);
  }

  @Override
  boolean allowedInRank(int rank) {
    boolean opening = activating.size > 0 && banks.rank(activating.bank[0]) == rank;
    return !opening && super.allowedInRank(rank);
  }
}
