package ridgepoint.pim.attacc;

import ridgepoint.cycle.CommandLog;

/**
 * The controller of an AttAcc channel. Every cycle it issues the first waiting command that is
 * ready, and beside a column command one for a row or the other way round. Nothing passes a barrier
 * but opening and closing rows; a row is not closed, nor data moved at its bank, while computing
 * commands that hit it wait. A refresh that is due goes before everything else on the row bus.
 *
 * <p>That is the controller of AttAcc's authors, made from Ramulator 2 (Luo et al., CAL 2023).
 */
final class StreamChannel {
  private static final int NONE = -1;

  private final AttAcc device;
  private final UnitBanks banks;
  private final Stream stream;
  private final long[] queue;
  private final CommandLog log;

  private int next;
  private int waiting;
  private long clock;
  private long nextRefresh;
  private int refreshesDue;

  StreamChannel(AttAcc device, Stream stream, CommandLog log) {
    this.device = device;
    this.log = log;
    this.stream = stream;
    banks = new UnitBanks(device);
    queue = new long[device.queueEntries()];
    nextRefresh = device.dram().timings().refi();
  }

  /** Runs the whole stream; returns its cycles. */
  long run() {
    while (next < stream.size() || waiting > 0) {
      while (next < stream.size() && waiting < queue.length) {
        queue[waiting++] = stream.command(next++);
      }
      clock++;
      if (clock == nextRefresh) {
        nextRefresh += device.dram().timings().refi();
        refreshesDue += device.pseudoChannels();
      }
      tick();
    }
    return clock;
  }

  private void tick() {
    if (refreshesDue > 0) {
      refreshFirst();
      return;
    }
    int first = best();
    if (first == NONE || !banks.isReady(queue[first], clock)) {
      return;
    }
    boolean row = banks.needsRow(queue[first]);
    issue(first);
    issueOther(row);
  }

  /** A column command may go beside the row command of a refresh, or while that waits. */
  private void refreshFirst() {
    // computing commands are addressed to the first pseudo-channel
    boolean addressed = refreshesDue == device.pseudoChannels();
    if (banks.refresh(clock, addressed)) {
      refreshesDue--;
      log.occupied("refresh", "refresh", clock, device.dram().timings().rfc());
    }
    issueOther(true);
  }

  private void issueOther(boolean row) {
    int second = best();
    if (second != NONE
        && banks.needsRow(queue[second]) != row
        && banks.isReady(queue[second], clock)) {
      issue(second);
    }
  }

  /** The first that is ready, or else the first of all; takes a barrier off the head. */
  private int best() {
    if (waiting > 0 && Stream.kind(queue[0]) == Stream.BARRIER) {
      remove(0);
    }
    if (waiting == 0) {
      return NONE;
    }
    boolean barrier = false;
    for (int i = 0; i < waiting; i++) {
      long command = queue[i];
      if (Stream.kind(command) == Stream.BARRIER) {
        barrier = i > 0;
        if (i > 0) {
          continue;
        }
      }
      if ((!barrier || banks.needsRow(command))
          && banks.isReady(command, clock)
          && !(i > 0 && isHeldBack(command))) {
        return i;
      }
    }
    return 0;
  }

  /** Whether computing commands that hit the open row of its bank wait, and it does not hit. */
  private boolean isHeldBack(long command) {
    if (banks.hits(command)) {
      return false;
    }
    int bank = banks.bank(command);
    for (int i = 0; i < waiting; i++) {
      if (banks.bank(queue[i]) == bank && banks.hits(queue[i])) {
        return true;
      }
    }
    return false;
  }

  private void issue(int entry) {
    long command = queue[entry];
    if (banks.needsRow(command)) {
      log.occupied(
          "rows of bank group " + Stream.group(command),
          banks.isOpen(command) ? "precharge" : "activate",
          clock,
          banks.rowCycles(command));
      banks.openOrClose(command, clock);
    } else {
      log.occupied(lane(command), Stream.name(command), clock, cycles(command));
      remove(entry);
      banks.issue(command, clock);
    }
  }

  private String lane(long command) {
    return switch (Stream.kind(command)) {
      case Stream.MAC ->
          device.placement() == Placement.BUFFER
              ? "units, bank group " + Stream.group(command)
              : "units";
      case Stream.SOFTMAX -> "softmax unit";
      default -> "data bus";
    };
  }

  private long cycles(long command) {
    boolean paced = device.placement() != Placement.BUFFER && Stream.kind(command) == Stream.MAC;
    return paced ? device.macCycles() : device.dram().organization().burstCycles();
  }

  private void remove(int entry) {
    System.arraycopy(queue, entry + 1, queue, entry, --waiting - entry);
  }
}
