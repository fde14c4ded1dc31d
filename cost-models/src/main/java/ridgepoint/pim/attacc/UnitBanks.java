package ridgepoint.pim.attacc;

import java.util.Arrays;
import ridgepoint.dram.DramConfiguration.Timings;

/**
 * State of a channel's banks and of the ways to its units: what row each bank has open, and from
 * which cycle on what may be issued. Banks that follow the same commands count as one.
 */
final class UnitBanks {
  private static final int CLOSED = -1;

  /** An activate occupies the row bus for two cycles. */
  private static final int ACTIVATE_CYCLES = 2;

  private final AttAcc device;
  private final Timings timings;
  private final int burst;

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

  UnitBanks(AttAcc device) {
    this.device = device;
    timings = device.dram().timings();
    burst = device.dram().organization().burstCycles();
    int groups = device.ranks() * device.groups();
    int banks = groups * device.banks();
    openRow = new int[banks];
    Arrays.fill(openRow, CLOSED);
    activateReady = new long[banks];
    macReady = new long[banks];
    prechargeReady = new long[banks];
    groupMacReady = new long[groups];
    rankMacReady = new long[device.ranks()];
    rankMoveReady = new long[device.ranks()];
    groupMoveReady = new long[groups];
  }

  int bank(long command) {
    return group(command) * device.banks() + Stream.bank(command);
  }

  private int group(long command) {
    return Stream.rank(command) * device.groups() + Stream.group(command);
  }

  /** Whether it computes from the row that is open. */
  boolean hits(long command) {
    return Stream.kind(command) == Stream.MAC && openRow[bank(command)] == Stream.row(command);
  }

  /** Whether a row has to be closed or opened for it first. */
  boolean needsRow(long command) {
    return Stream.kind(command) == Stream.MAC && !hits(command);
  }

  /** Whether it, or the row command that it needs first, may be issued. */
  boolean isReady(long command, long clock) {
    return switch (Stream.kind(command)) {
      case Stream.MAC -> clock >= macReady(command);
      case Stream.BARRIER, Stream.SOFTMAX -> true;
      default -> {
        long ready = Math.max(moveReady, rankMoveReady[Stream.rank(command)]);
        yield clock >= Math.max(ready, groupMoveReady[group(command)]);
      }
    };
  }

  private long macReady(long command) {
    int bank = bank(command);
    if (openRow[bank] == CLOSED) {
      return Math.max(rowBusReady, Math.max(activateReady[bank], refreshedUntil));
    }
    if (!hits(command)) {
      return Math.max(rowBusReady, prechargeReady[bank]);
    }
    long shared = Math.max(channelMacReady, macReady[bank]);
    shared = Math.max(shared, groupMacReady[group(command)]);
    return Math.max(shared, rankMacReady[Stream.rank(command)]);
  }

  void issue(long command, long clock) {
    switch (Stream.kind(command)) {
      case Stream.MAC -> compute(command, clock);
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

  private void compute(long command, long clock) {
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

  boolean isOpen(long command) {
    return openRow[bank(command)] != CLOSED;
  }

  /** How long the row command takes that another one needs first. */
  long rowCycles(long command) {
    return isOpen(command) ? timings.rp() : timings.rcdRead();
  }

  /** The row command that another command needs first. */
  void openOrClose(long command, long clock) {
    int bank = bank(command);
    if (openRow[bank] == CLOSED) {
      openRow[bank] = Stream.row(command);
      rowBusReady = clock + ACTIVATE_CYCLES;
      activateReady[bank] = clock + timings.rc();
      macReady[bank] = clock + timings.rcdRead();
      prechargeReady[bank] = Math.max(prechargeReady[bank], clock + timings.ras());
    } else {
      close(bank, clock);
    }
  }

  private void close(int bank, long clock) {
    openRow[bank] = CLOSED;
    activateReady[bank] = Math.max(activateReady[bank], clock + timings.rp());
  }

  /**
   * Closes all rows as soon as that is allowed, or else refreshes.
   *
   * @param addressed whether the pseudo-channel that commands are addressed to is refreshed
   * @return whether it was a refresh
   */
  boolean refresh(long clock, boolean addressed) {
    boolean open = false;
    long ready = 0;
    for (int bank = 0; bank < openRow.length; bank++) {
      if (openRow[bank] != CLOSED) {
        open = true;
        ready = Math.max(ready, prechargeReady[bank]);
      }
    }
    if (!open) {
      refreshedUntil = addressed ? clock + timings.rfc() : refreshedUntil;
      return true;
    }
    if (ready <= clock) {
      for (int bank = 0; bank < openRow.length; bank++) {
        if (openRow[bank] != CLOSED) {
          close(bank, clock);
        }
      }
    }
    return false;
  }
}
