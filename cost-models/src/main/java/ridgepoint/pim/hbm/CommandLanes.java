package ridgepoint.pim.hbm;

import ridgepoint.cycle.CommandLog;
import ridgepoint.dram.DramConfiguration.Timings;

/**
 * Lanes of a channel as its commands go out: while banks work alone one for each bank group, while
 * they follow each other one for all units and one for their rows; modes and refreshes beside.
 */
final class CommandLanes extends Mode {
  private static final String SINGLE = "single bank";
  private static final String ALL = "all banks";
  private static final String COMPUTING = "all banks, computing";

  private final Program program;
  private final CommandLog log;
  private final Timings timings;
  private final int burst;
  private final int perGroup;
  private String state = SINGLE;
  private long since;
  private boolean operating;

  CommandLanes(HbmPim device, Program program, CommandLog log) {
    super(device);
    this.program = program;
    this.log = log;
    timings = device.dram().timings();
    burst = device.dram().organization().burstCycles();
    perGroup = device.dram().organization().banks();
  }

  @Override
  public void issued(long clock, String command, int bank, int row, int access) {
    super.issued(clock, command, bank, row, access);
    if (log == CommandLog.NONE) {
      return;
    }
    Program.Payload payload = access < 0 ? null : program.payload(access);
    if (allBanks() && payload instanceof Program.Payload.Operation operation) {
      operating = operation.on();
    }
    enter(allBanks() ? operating ? COMPUTING : ALL : SINGLE, clock);
    String group = "bank group " + bank / perGroup;
    boolean moves = command.equals("read") || command.equals("write");
    switch (command) {
      case "refresh" -> log.occupied("refresh", command, clock, timings.rfc());
      case "activate" -> log.occupied(rows(group), command, clock, timings.rcdRead());
      case "precharge" -> log.occupied(rows(group), command, clock, timings.rp());
      default -> log.occupied(allBanks() ? "units" : group, name(command, payload), clock, burst);
    }
    if (moves && payload != null) {
      log.occupied("host data", name(command, payload), clock, burst);
    }
  }

  private String rows(String group) {
    return allBanks() ? "rows of all banks" : group;
  }

  private static String name(String command, Program.Payload payload) {
    if (payload instanceof Program.Payload.Operation operation) {
      return operation.on() ? "start units" : "stop units";
    }
    if (payload instanceof Program.Payload.Instructions) {
      return "instructions";
    }
    return payload instanceof Program.Payload.Input ? "inputs" : command;
  }

  private void enter(String next, long clock) {
    if (!next.equals(state)) {
      log.occupied("mode", state, since, clock - since);
      state = next;
      since = clock;
    }
  }

  /** The last mode lasts until then. */
  void end(long clock) {
    log.occupied("mode", state, since, clock - since);
  }
}
