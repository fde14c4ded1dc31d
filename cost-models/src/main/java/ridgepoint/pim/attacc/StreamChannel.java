package ridgepoint.pim.attacc;

import java.util.Arrays;
import ridgepoint.dram.DramConfiguration.Timings;

/**
 * The controller of an AttAcc channel. Every cycle it issues the first waiting command that is
 * ready, and beside a column command one for a row or the other way round. Nothing passes a barrier
 * but opening and closing rows; a row is not closed, nor data moved at its bank, while computing
 * commands that hit it wait. A refresh that is due goes before everything else on the row bus.
 *
 * <p>That is the controller of AttAcc's authors, made from Ramulator 2 (Luo et al., CAL 2023).
 */
final class StreamChannel {
  private static final int CLOSED = -1;
  private static final int NONE = -1;

  /** An activate occupies the row bus for two cycles. */
  private static final int ACTIVATE_CYCLES = 2;

  private final AttAcc device;
  private final Timings timings;
  private final int burst;
  private final Stream stream;
  private final long[] queue;
  private final int banks;

  private final int[] openRow;
  private final long[] activateReady;
  private final long[] macReady;
  private final long[] prechargeReady;
  private final long[] groupMacReady;
  private final long[] rankMacReady;
  private long channelMacReady;
  private long rowBusReady;
  private long refreshedUntil;

  private long moveReady;
  private final long[] rankMoveReady;
  private final long[] groupMoveReady;

  private int next;
  private int waiting;
  private long clock;
  private long nextRefresh;
  private int refreshesDue;
  private long activates;
  private long refreshes;

  StreamChannel(AttAcc device, Stream stream) {
    this.device = device;
    this.stream = stream;
    timings = device.dram().timings();
    burst = device.dram().organization().burstCycles();
    queue = new long[device.queueEntries()];
    banks = device.ranks() * device.groups() * device.banks();
    openRow = new int[banks];
    Arrays.fill(openRow, CLOSED);
    activateReady = new long[banks];
    macReady = new long[banks];
    prechargeReady = new long[banks];
    groupMacReady = new long[device.ranks() * device.groups()];
    rankMacReady = new long[device.ranks()];
    rankMoveReady = new long[device.ranks()];
    groupMoveReady = new long[device.ranks() * device.groups()];
    nextRefresh = timings.refi();
  }

  long activates() {
    return activates;
  }

  long refreshes() {
    return refreshes;
  }

  /** Runs the whole stream; returns its cycles. */
  long run() {
    while (next < stream.size() || waiting > 0) {
      while (next < stream.size() && waiting < queue.length) {
        queue[waiting++] = stream.command(next++);
      }
      clock++;
      if (clock == nextRefresh) {
        nextRefresh += timings.refi();
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
    if (first == NONE || !isReady(queue[first])) {
      return;
    }
    boolean row = needsRow(queue[first]);
    issue(first);
    issueOther(row);
  }

  /** A column command may go beside the row command of a refresh, or while that waits. */
  private void refreshFirst() {
    boolean open = false;
    long ready = 0;
    for (int bank = 0; bank < banks; bank++) {
      if (openRow[bank] != CLOSED) {
        open = true;
        ready = Math.max(ready, prechargeReady[bank]);
      }
    }
    if (open && ready <= clock) {
      closeAll();
    } else if (!open) {
      if (refreshesDue == device.pseudoChannels()) {
        // addresses of computing commands are those of the first pseudo-channel
        refreshedUntil = clock + timings.rfc();
      }
      refreshesDue--;
      refreshes++;
    }
    issueOther(true);
  }

  private void closeAll() {
    for (int bank = 0; bank < banks; bank++) {
      if (openRow[bank] != CLOSED) {
        openRow[bank] = CLOSED;
        activateReady[bank] = Math.max(activateReady[bank], clock + timings.rp());
      }
    }
  }

  private void issueOther(boolean row) {
    int second = best();
    if (second != NONE && needsRow(queue[second]) != row && isReady(queue[second])) {
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
      if ((!barrier || needsRow(command)) && isReady(command) && !(i > 0 && isHeldBack(command))) {
        return i;
      }
    }
    return 0;
  }

  /** Whether computing commands that hit the open row of its bank wait, and it does not hit. */
  private boolean isHeldBack(long command) {
    if (hits(command)) {
      return false;
    }
    int bank = fullBank(command);
    for (int i = 0; i < waiting; i++) {
      if (fullBank(queue[i]) == bank && hits(queue[i])) {
        return true;
      }
    }
    return false;
  }

  private boolean hits(long command) {
    return Stream.kind(command) == Stream.MAC && openRow[bank(command)] == Stream.row(command);
  }

  private int fullBank(long command) {
    return (Stream.rank(command) * device.groups() + Stream.group(command)) * device.banks()
        + Stream.bank(command);
  }

  /** Banks that follow the same commands count as one. */
  private int bank(long command) {
    return fullBank(command);
  }

  private boolean needsRow(long command) {
    return Stream.kind(command) == Stream.MAC && openRow[bank(command)] != Stream.row(command);
  }

  private int group(long command) {
    return Stream.rank(command) * device.groups() + Stream.group(command);
  }

  private boolean isReady(long command) {
    switch (Stream.kind(command)) {
      case Stream.MAC -> {
        int bank = bank(command);
        if (openRow[bank] == CLOSED) {
          return clock >= Math.max(rowBusReady, Math.max(activateReady[bank], refreshedUntil));
        }
        if (openRow[bank] != Stream.row(command)) {
          return clock >= Math.max(rowBusReady, prechargeReady[bank]);
        }
        long shared = Math.max(channelMacReady, macReady[bank]);
        shared = Math.max(shared, groupMacReady[group(command)]);
        return clock >= Math.max(shared, rankMacReady[Stream.rank(command)]);
      }
      case Stream.BARRIER, Stream.SOFTMAX -> {
        return true;
      }
      default -> {
        long ready = Math.max(moveReady, rankMoveReady[Stream.rank(command)]);
        return clock >= Math.max(ready, groupMoveReady[group(command)]);
      }
    }
  }

  private void issue(int entry) {
    long command = queue[entry];
    if (needsRow(command)) {
      row(command);
      return;
    }
    remove(entry);
    switch (Stream.kind(command)) {
      case Stream.MAC -> mac(command);
      case Stream.BARRIER -> {
        // Nothing happens in the memory.
      }
      default -> {
        moveReady = clock + burst;
        rankMoveReady[Stream.rank(command)] = clock + timings.ccdS();
        groupMoveReady[group(command)] = clock + timings.ccdL();
      }
    }
  }

  private void row(long command) {
    int bank = bank(command);
    if (openRow[bank] == CLOSED) {
      activates++;
      openRow[bank] = Stream.row(command);
      rowBusReady = clock + ACTIVATE_CYCLES;
      activateReady[bank] = clock + timings.rc();
      macReady[bank] = clock + timings.rcdRead();
      prechargeReady[bank] = Math.max(prechargeReady[bank], clock + timings.ras());
    } else {
      openRow[bank] = CLOSED;
      activateReady[bank] = Math.max(activateReady[bank], clock + timings.rp());
    }
  }

  private void mac(long command) {
    int bank = bank(command);
    prechargeReady[bank] = Math.max(prechargeReady[bank], clock + timings.rtp());
    if (device.placement() == Placement.BUFFER) {
      channelMacReady = clock + burst;
      rankMacReady[Stream.rank(command)] = clock + timings.ccdS();
      groupMacReady[group(command)] = clock + timings.ccdL();
    } else {
      channelMacReady = clock + device.macCycles();
    }
  }

  private void remove(int entry) {
    System.arraycopy(queue, entry + 1, queue, entry, --waiting - entry);
  }
}
