package ridgepoint.dram;

import ridgepoint.dram.DramConfiguration.Organization;
import ridgepoint.dram.DramConfiguration.Timings;

/**
 * A channel whose controller has one queue for the banks of its first rank and keeps fences: the
 * controller under a memory that computes, where the order of accesses is the program.
 *
 * <p>Every cycle it issues the first waiting access that is ready and behind no fence, else opens
 * the row of the first one whose bank is closed, else closes a row that no access before the next
 * fence wants; then it takes one more access into the queue. A refresh that is due closes rows
 * first. Order and details are those of Samsung's PIMSimulator, which has them from DRAMSim2
 * (Rosenfeld, CAL 2011).
 */
public final class FencedChannel {
  /** Cycles on the command bus before the memory has a command. */
  private static final int COMMAND_CYCLES = 1;

  /** What a controller does. */
  public interface Listener {
    /** No one listens. */
    Listener NONE = (clock, command, bank, row, access) -> {};

    /**
     * A command is issued.
     *
     * @param command {@code read}, {@code write}, {@code activate}, {@code precharge} or {@code
     *     refresh}
     * @param row that is opened, closed or accessed; -1 for a refresh
     * @param access number of the access in its program; -1 for a command of no access
     */
    void issued(long clock, String command, int bank, int row, int access);

    /** Whether a bank may be opened now. */
    default boolean mayActivate(int bank) {
      return true;
    }
  }

  private final Banks banks;
  private final int perRank;
  private final int ranks;
  private final int refreshInterval;
  private final int[] queue;
  private final long[] commands = new long[Command.COUNT];
  private final Listener listener;
  private final int readDelay;
  private final int writeDelay;

  private AccessProgram program = new AccessProgram();
  private int taken;
  private int waiting;
  private int nextPrecharge;
  private long nextRefresh;
  private int nextRefreshRank;
  private int refreshing = -1;
  private long clock;
  private long lastAnswer;

  /**
   * @param entries accesses that the controller looks at
   */
  public FencedChannel(DramConfiguration configuration, int entries, Listener listener) {
    this.listener = listener;
    Organization organization = configuration.organization();
    Timings timings = configuration.timings();
    banks = new Banks(configuration);
    perRank = organization.banksPerRank();
    ranks = organization.ranks();
    queue = new int[entries];
    refreshInterval = timings.refi() / ranks;
    nextRefresh = refreshInterval;
    readDelay = COMMAND_CYCLES + timings.readDelay(organization.burstCycles());
    writeDelay = timings.writeDelay(organization.burstCycles());
  }

  /** Runs a program to its last answer; returns the cycles that have passed since the start. */
  public long run(AccessProgram next) {
    program = next;
    taken = 0;
    lastAnswer = clock;
    while (taken < program.size() || waiting > 0) {
      tick();
    }
    runUntil(lastAnswer + 1);
    return clock;
  }

  /** Lets time pass. */
  public void runUntil(long end) {
    while (clock < end) {
      tick();
    }
  }

  public long reads() {
    return commands[Command.READ];
  }

  public long writes() {
    return commands[Command.WRITE];
  }

  public long activates() {
    return commands[Command.ACTIVATE];
  }

  public long precharges() {
    return commands[Command.PRECHARGE];
  }

  public long refreshes() {
    return commands[Command.REFRESH];
  }

  private void tick() {
    if (clock == nextRefresh) {
      refreshing = nextRefreshRank;
      nextRefreshRank = (nextRefreshRank + 1) % ranks;
      nextRefresh += refreshInterval;
    }
    if (!refresh() && !access() && !activate()) {
      precharge();
    }
    if (taken < program.size() && waiting < queue.length) {
      queue[waiting++] = taken++;
    }
    clock++;
  }

  /** A refresh follows the last precharge at once, as in PIMSimulator: tRP passes within tRFC. */
  private boolean refresh() {
    if (refreshing < 0) {
      return false;
    }
    boolean open = false;
    for (int bank = refreshing * perRank; bank < (refreshing + 1) * perRank; bank++) {
      if (banks.openRow[bank] != Banks.CLOSED) {
        open = true;
        if (banks.ready(bank, Command.PRECHARGE) <= clock) {
          close(bank);
          return true;
        }
      }
    }
    if (open) {
      return false;
    }
    banks.refresh(refreshing, clock);
    issued(Command.REFRESH, refreshing * perRank, Banks.CLOSED, -1);
    refreshing = -1;
    return true;
  }

  private void close(int bank) {
    int row = banks.openRow[bank];
    banks.issue(bank, Command.PRECHARGE, Banks.CLOSED, clock);
    issued(Command.PRECHARGE, bank, row, -1);
  }

  private void issued(int command, int bank, int row, int access) {
    commands[command]++;
    listener.issued(clock, Command.name(command), bank, row, access);
  }

  private boolean access() {
    for (int i = 0; i < waiting; i++) {
      int access = queue[i];
      boolean fenced = program.isFenced(access);
      if (i > 0 && fenced) {
        return false;
      }
      int bank = program.bank(access);
      int command = program.isWrite(access) ? Command.WRITE : Command.READ;
      if (banks.openRow[bank] == program.row(access)
          && banks.ready(bank, command) <= clock
          && !samePlaceBefore(i)) {
        banks.issue(bank, command, program.row(access), clock);
        System.arraycopy(queue, i + 1, queue, i, --waiting - i);
        lastAnswer =
            Math.max(lastAnswer, clock + (command == Command.READ ? readDelay : writeDelay));
        issued(command, bank, program.row(access), access);
        return true;
      }
      if (fenced) {
        return false;
      }
    }
    return false;
  }

  private boolean samePlaceBefore(int entry) {
    int access = queue[entry];
    for (int i = 0; i < entry; i++) {
      int before = queue[i];
      if (program.bank(before) == program.bank(access)
          && program.row(before) == program.row(access)
          && program.column(before) == program.column(access)) {
        return true;
      }
    }
    return false;
  }

  /** A fence at the head of the queue does not keep the rows behind it from being opened. */
  private boolean activate() {
    for (int i = 0; i < waiting; i++) {
      int access = queue[i];
      if (i > 0 && program.isFenced(access)) {
        return false;
      }
      int bank = program.bank(access);
      if (banks.openRow[bank] == Banks.CLOSED
          && banks.ready(bank, Command.ACTIVATE) <= clock
          && listener.mayActivate(bank)) {
        banks.issue(bank, Command.ACTIVATE, program.row(access), clock);
        issued(Command.ACTIVATE, bank, program.row(access), access);
        return true;
      }
    }
    return false;
  }

  private void precharge() {
    for (int i = 0; i < banks.count; i++) {
      int bank = (nextPrecharge + i) % banks.count;
      if (banks.openRow[bank] != Banks.CLOSED
          && banks.ready(bank, Command.PRECHARGE) <= clock
          && !isWanted(bank)) {
        nextPrecharge = bank;
        close(bank);
        return;
      }
    }
  }

  private boolean isWanted(int bank) {
    for (int i = 0; i < waiting; i++) {
      int access = queue[i];
      if (program.bank(access) == bank && program.row(access) == banks.openRow[bank]) {
        return true;
      }
      if (program.isFenced(access)) {
        return false;
      }
    }
    return false;
  }
}
