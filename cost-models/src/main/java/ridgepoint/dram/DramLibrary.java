package ridgepoint.dram;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import ridgepoint.dram.DramConfiguration.Currents;
import ridgepoint.dram.DramConfiguration.Organization;
import ridgepoint.dram.DramConfiguration.PagePolicy;
import ridgepoint.dram.DramConfiguration.Policy;
import ridgepoint.dram.DramConfiguration.RefreshPolicy;
import ridgepoint.dram.DramConfiguration.Timings;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlReader;
import ridgepoint.input.YamlSection;

/** The memories that ship with the program, and those of a user's own files. */
public final class DramLibrary {
  private static final ShippedFiles FILES = new ShippedFiles("dram");
  private static final double NANOSECOND = 1e-9;
  private static final int LONGEST = 1 << 20;

  /** Ids in the order of the index. */
  public List<String> ids() {
    return FILES.index();
  }

  /**
   * A memory by its id, by the beginning of exactly one id, from a YAML file or from an INI file of
   * DRAMsim3, by path.
   *
   * @param ini how an INI file is read
   * @throws InputException when there is none, or it is not a valid description
   */
  public DramConfiguration load(String idOrPath, DramsimIni.Reading ini) {
    if (idOrPath.endsWith(".ini")) {
      return DramsimIni.read(Path.of(idOrPath), ini);
    }
    if (idOrPath.endsWith(".yaml") || idOrPath.endsWith(".yml")) {
      Path file = Path.of(idOrPath);
      if (!Files.isRegularFile(file)) {
        throw new InputException(idOrPath + ": there is no such file");
      }
      return configuration(YamlSection.of(YamlReader.readFile(file)));
    }
    return configuration(YamlSection.of(FILES.read(shipped(idOrPath) + ".yaml")));
  }

  private String shipped(String asked) {
    List<String> found = ids().stream().filter(id -> plain(id).equals(plain(asked))).toList();
    if (found.isEmpty()) {
      found = ids().stream().filter(id -> plain(id).startsWith(plain(asked))).toList();
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new InputException(
        "DRAM standard '%s' is %s; there are %s, or give the path of a YAML or INI file"
            .formatted(
                asked,
                found.isEmpty()
                    ? "not known" + NearMatch.hint(asked, ids())
                    : "one of " + String.join(", ", found),
                String.join(", ", ids())));
  }

  private static String plain(String id) {
    return id.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static DramConfiguration configuration(YamlSection file) {
    file.only(
        "schema",
        "id",
        "standard",
        "source",
        "clock_period_ns",
        "address_mapping",
        "organization",
        "timings",
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
            timings(file.section("timings")),
            currents(file.section("currents")),
            policy(file.section("controller")),
            mapping(file, organization));
    Plausibility.check(configuration, problem -> file.failure("timings", problem));
    return configuration;
  }

  private static AddressMapping mapping(YamlSection file, Organization organization) {
    try {
      return new AddressMapping(file.text("address_mapping"), organization);
    } catch (IllegalArgumentException e) {
      throw file.failure("address_mapping", e.getMessage(), e);
    }
  }

  private static Organization organization(YamlSection s) {
    s.only(
        "channels",
        "ranks",
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
        s.count("ranks", 1, 64),
        s.count("bank_groups", 1, 64),
        s.count("banks_per_group", 1, 64),
        s.count("rows", 1, 1 << 24),
        s.count("columns", 1, LONGEST),
        s.count("device_bits", 1, 1024),
        s.count("bus_bits", 8, 4096),
        s.count("burst_length", 1, 64),
        s.count("burst_cycles", 1, 64));
  }

  private static Timings timings(YamlSection s) {
    s.only(
        "CL", "CWL", "AL", "tRCDRD", "tRCDWR", "tRP", "tRAS", "tCCD_S", "tCCD_L", "tRRD_S",
        "tRRD_L", "tFAW", "t32AW", "tRTP", "tWTR_S", "tWTR_L", "tWR", "tRTRS", "tPPD", "tRFC",
        "tRFCb", "tREFI", "tREFIb");
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
        s.count("tREFIb", 1, LONGEST, LONGEST));
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
    s.only(
        "page",
        "refresh",
        "command_queue_entries",
        "transaction_entries",
        "row_hits",
        "dual_command",
        "idle_drain_entries");
    return new Policy(
        s.constant("page", PagePolicy.class),
        s.constant("refresh", RefreshPolicy.class),
        s.count("command_queue_entries", 1, 1024),
        s.count("transaction_entries", 1, LONGEST),
        s.count("row_hits", 1, LONGEST),
        s.flag("dual_command"),
        s.count("idle_drain_entries", 0, LONGEST));
  }
}
