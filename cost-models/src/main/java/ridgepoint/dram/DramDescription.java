package ridgepoint.dram;

import java.util.List;
import java.util.Optional;
import ridgepoint.dram.DramConfiguration.CommandBus;
import ridgepoint.dram.DramConfiguration.Currents;
import ridgepoint.dram.DramConfiguration.Organization;
import ridgepoint.dram.DramConfiguration.PagePolicy;
import ridgepoint.dram.DramConfiguration.Policy;
import ridgepoint.dram.DramConfiguration.Refined;
import ridgepoint.dram.DramConfiguration.RefreshPolicy;
import ridgepoint.dram.DramConfiguration.Scheduling;
import ridgepoint.dram.DramConfiguration.Scheduling.BankByBank;
import ridgepoint.dram.DramConfiguration.Scheduling.OldestReady;
import ridgepoint.dram.DramConfiguration.Timings;
import ridgepoint.input.YamlSection;

/** A memory as its YAML file describes it. */
final class DramDescription {
  private static final double NANOSECOND = 1e-9;
  private static final int LONGEST = 1 << 20;

  private DramDescription() {}

  /**
   * Reads a file.
   *
   * @param mapping to take in place of the file's own
   * @throws ridgepoint.input.InputException when a key is missing, unknown or impossible, or
   *     timings cannot hold together; with file, line and key
   */
  static DramConfiguration read(YamlSection file, Optional<String> mapping) {
    file.only(
        "schema",
        "id",
        "standard",
        "source",
        "clock_period_ns",
        "address_mapping",
        "organization",
        "timings",
        "command_bus",
        "currents",
        "controller");
    file.word("schema", List.of("ridgepoint.dram/1"));
    file.text("source");
    Organization organization = organization(file.section("organization"));
    DramConfiguration configuration =
        new DramConfiguration(
            file.text("id"),
            file.number("clock_period_ns", 0.01, 100) * NANOSECOND,
            organization,
            timings(file.section("timings"), organization.burstCycles()),
            file.optionalSection("currents").map(DramDescription::currents),
            file.optionalSection("command_bus")
                .map(DramDescription::commandBus)
                .orElse(CommandBus.simple(file.section("controller").optionalFlag("dual_command"))),
            policy(file.section("controller")),
            mapping(file, mapping.orElse(file.text("address_mapping")), organization));
    Plausibility.check(configuration, problem -> file.failure("timings", problem));
    return configuration;
  }

  private static AddressMapping mapping(
      YamlSection file, String mapping, Organization organization) {
    try {
      return new AddressMapping(mapping, organization);
    } catch (IllegalArgumentException e) {
      throw file.failure("address_mapping", e.getMessage(), e);
    }
  }

  private static Organization organization(YamlSection s) {
    s.only(
        "channels",
        "pseudo_channels",
        "ranks",
        "stacks",
        "bank_groups",
        "banks_per_group",
        "rows",
        "columns",
        "device_bits",
        "bus_bits",
        "burst_length",
        "burst_cycles");
    return new Organization(
        s.count("channels", 1, 1024),
        s.count("pseudo_channels", 1, 16, 1),
        s.count("ranks", 1, 64),
        s.count("stacks", 1, 16, 1),
        s.count("bank_groups", 1, 64),
        s.count("banks_per_group", 1, 64),
        s.count("rows", 1, 1 << 24),
        s.count("columns", 1, LONGEST),
        s.count("device_bits", 1, 1024),
        s.count("bus_bits", 8, 4096),
        s.count("burst_length", 1, 64),
        s.count("burst_cycles", 1, 64));
  }

  private static Timings timings(YamlSection s, int burst) {
    s.only(
        "CL",
        "CWL",
        "AL",
        "tRCDRD",
        "tRCDWR",
        "tRP",
        "tRAS",
        "tCCD_S",
        "tCCD_L",
        "tRRD_S",
        "tRRD_L",
        "tFAW",
        "t32AW",
        "tRTP",
        "tWTR_S",
        "tWTR_L",
        "tWR",
        "tRTRS",
        "tPPD",
        "tRFC",
        "tRFCb",
        "tREFI",
        "tREFIb",
        "tRC",
        "tCCD_S_WR",
        "tCCD_L_WR",
        "tCCD_R",
        "tRTW",
        "tRTW_R",
        "tRPab",
        "tRREFD");
    return new Timings(
        s.count("CL", 1, LONGEST),
        s.count("CWL", 0, LONGEST),
        s.count("AL", 0, LONGEST, 0),
        s.count("tRCDRD", 1, LONGEST),
        s.count("tRCDWR", 1, LONGEST),
        s.count("tRP", 1, LONGEST),
        s.count("tRAS", 1, LONGEST),
        s.count("tCCD_S", 1, LONGEST),
        s.count("tCCD_L", 1, LONGEST),
        s.count("tRRD_S", 1, LONGEST),
        s.count("tRRD_L", 1, LONGEST),
        s.count("tFAW", 1, LONGEST),
        s.count("t32AW", 0, LONGEST, 0),
        s.count("tRTP", 1, LONGEST),
        s.count("tWTR_S", 1, LONGEST),
        s.count("tWTR_L", 1, LONGEST),
        s.count("tWR", 1, LONGEST),
        s.count("tRTRS", 0, LONGEST),
        s.count("tPPD", 0, LONGEST, 0),
        s.count("tRFC", 1, LONGEST),
        s.count("tRFCb", 1, LONGEST),
        s.count("tREFI", 1, LONGEST),
        s.count("tREFIb", 1, LONGEST, LONGEST),
        refined(s, burst));
  }

  /** Read-to-write: until the bus is free of what was read, and has turned. */
  private static Refined refined(YamlSection s, int burst) {
    int turnaround =
        Math.max(
            1,
            s.count("CL", 1, LONGEST)
                + burst
                - s.count("CWL", 0, LONGEST)
                + s.count("tRTRS", 0, LONGEST));
    int ccdS = s.count("tCCD_S", 1, LONGEST);
    int rp = s.count("tRP", 1, LONGEST);
    return new Refined(
        s.count("tRC", 1, LONGEST, s.count("tRAS", 1, LONGEST) + rp),
        s.count("tCCD_S_WR", 1, LONGEST, ccdS),
        s.count("tCCD_L_WR", 1, LONGEST, s.count("tCCD_L", 1, LONGEST)),
        s.count("tCCD_R", 1, LONGEST, ccdS),
        s.count("tRTW", 1, LONGEST, turnaround),
        s.count("tRTW_R", 1, LONGEST, turnaround),
        s.count("tRPab", 1, LONGEST, rp),
        s.count("tRREFD", 0, LONGEST, 0));
  }

  private static CommandBus commandBus(YamlSection s) {
    s.only(
        "separate_row_and_column",
        "activate_cycles",
        "column_cycles",
        "row_cycles",
        "half_cycles",
        "tAAD",
        "tWCKPST");
    return new CommandBus(
        s.optionalFlag("separate_row_and_column"),
        s.count("activate_cycles", 1, 16, 1),
        s.count("column_cycles", 1, 16, 1),
        s.count("row_cycles", 1, 16, 1),
        s.optionalFlag("half_cycles"),
        s.count("tAAD", 1, LONGEST, 0),
        s.count("tWCKPST", 0, LONGEST, -1));
  }

  private static Currents currents(YamlSection s) {
    s.only("VDD", "IDD0", "IDD2N", "IDD3N", "IDD4R", "IDD4W", "IDD5AB", "IDD5PB");
    return new Currents(
        s.number("VDD", 0.1, 10),
        s.number("IDD0", 0, LONGEST),
        s.number("IDD2N", 0, LONGEST),
        s.number("IDD3N", 0, LONGEST),
        s.number("IDD4R", 0, LONGEST),
        s.number("IDD4W", 0, LONGEST),
        s.number("IDD5AB", 0, LONGEST),
        s.number("IDD5PB", 0, LONGEST));
  }

  private static Policy policy(YamlSection s) {
    boolean oldestReady = s.has("write_drain_above") || s.has("write_drain_below");
    if (oldestReady) {
      s.only(
          "page",
          "refresh",
          "transaction_entries",
          "write_drain_above",
          "write_drain_below",
          "row_hits_first");
    } else {
      s.only(
          "page",
          "refresh",
          "command_queue_entries",
          "transaction_entries",
          "row_hits",
          "dual_command",
          "idle_drain_entries");
    }
    return new Policy(
        s.constant("page", PagePolicy.class),
        s.constant("refresh", RefreshPolicy.class),
        s.count("transaction_entries", 1, LONGEST),
        oldestReady ? oldestReady(s) : bankByBank(s));
  }

  private static Scheduling bankByBank(YamlSection s) {
    return new BankByBank(
        s.count("command_queue_entries", 1, 1024),
        s.count("row_hits", 1, LONGEST),
        s.count("idle_drain_entries", 0, LONGEST));
  }

  private static Scheduling oldestReady(YamlSection s) {
    double above = s.number("write_drain_above", 0, 1);
    return new OldestReady(
        above, s.number("write_drain_below", 0, above), s.optionalFlag("row_hits_first"));
  }
}
