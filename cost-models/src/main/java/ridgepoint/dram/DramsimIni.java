package ridgepoint.dram;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ridgepoint.dram.DramConfiguration.CommandBus;
import ridgepoint.dram.DramConfiguration.Currents;
import ridgepoint.dram.DramConfiguration.Organization;
import ridgepoint.dram.DramConfiguration.PagePolicy;
import ridgepoint.dram.DramConfiguration.Policy;
import ridgepoint.dram.DramConfiguration.Refined;
import ridgepoint.dram.DramConfiguration.RefreshPolicy;
import ridgepoint.dram.DramConfiguration.Scheduling.BankByBank;
import ridgepoint.dram.DramConfiguration.Timings;
import ridgepoint.input.InputException;

/**
 * Configuration files of DRAMsim3 (Li et al., CAL 2020), with its defaults for what they leave out.
 */
public final class DramsimIni {
  private static final double NANOSECOND = 1e-9;
  private static final int WRITE_DRAIN_IDLE = 8;
  private static final int ROW_HITS = 4;
  private static final int MEGABYTE = 1 << 20;

  /** What happens to keys that DRAMsim3 does not read although its own files have them. */
  public enum Reading {
    /** They are passed over, as DRAMsim3 does; its defaults hold. */
    AS_DRAMSIM3,
    /** {@code REFI} is taken as tREFI, and {@code tRTP_L} and {@code tRTP_S} as tRTP. */
    AS_MEANT
  }

  private final Path file;
  private final Map<String, Value> values = new HashMap<>();

  private record Value(String text, int line) {}

  private DramsimIni(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param mapping of addresses to take in place of the file's own
   * @throws InputException when it cannot be read, a line is no key with a value, a value is no
   *     number, or the whole is impossible; with file and line
   */
  public static DramConfiguration read(Path file, Reading reading, Optional<String> otherMapping) {
    DramsimIni ini = new DramsimIni(file);
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        ini.line(line, ++number);
      }
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
    }
    DramConfiguration configuration = ini.configuration(reading, otherMapping);
    Plausibility.check(configuration, problem -> new InputException(file + ": timing: " + problem));
    return configuration;
  }

  private void line(String line, int number) {
    String text = line.replaceFirst("[;#].*", "").strip();
    if (text.isEmpty() || (text.startsWith("[") && text.endsWith("]"))) {
      return;
    }
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new InputException(
          "%s:%d: 'key = value' is wanted, found '%s'".formatted(file, number, text));
    }
    values.put(
        text.substring(0, equals).strip(), new Value(text.substring(equals + 1).strip(), number));
  }

  private double number(String key, double otherwise) {
    Value value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(value.text);
    } catch (NumberFormatException e) {
      throw new InputException(
          "%s:%d: %s: '%s' is not a number".formatted(file, value.line, key, value.text), e);
    }
  }

  private int count(String key, int otherwise) {
    return (int) number(key, otherwise);
  }

  private String text(String key, String otherwise) {
    Value value = values.get(key);
    return value == null ? otherwise : value.text;
  }

  private boolean flag(String key, boolean otherwise) {
    return Set.of("true", "1", "yes", "on")
        .contains(text(key, String.valueOf(otherwise)).toLowerCase(Locale.ROOT));
  }

  private DramConfiguration configuration(Reading reading, Optional<String> otherMapping) {
    String protocol = text("protocol", "DDR3");
    Organization organization = organization(protocol);
    String mapping = otherMapping.orElse(text("address_mapping", "chrobabgraco"));
    try {
      return new DramConfiguration(
          file.getFileName().toString().replaceFirst("[.]ini$", ""),
          number("tCK", 1) * NANOSECOND,
          organization,
          timings(protocol, reading, organization.burstCycles()),
          Optional.of(currents()),
          CommandBus.simple(protocol.startsWith("HBM") && flag("hbm_dual_cmd", true)),
          policy(),
          new AddressMapping(mapping, organization));
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ": " + e.getMessage(), e);
    }
  }

  private Organization organization(String protocol) {
    boolean gddr = protocol.startsWith("GDDR");
    boolean hbm = protocol.startsWith("HBM");
    int length = count("BL", 8);
    int perCycle =
        switch (protocol) {
          case "GDDR5" -> 4;
          case "GDDR5X" -> 8;
          case "GDDR6" -> 16;
          default -> 2;
        };
    int groups = count("bankgroups", 2);
    int banks = count("banks_per_group", 2);
    if (!flag("bankgroup_enable", true)) {
      banks *= groups;
      groups = 1;
    }
    int columns = count("columns", 1 << 10) * (gddr ? length : hbm ? 2 : 1);
    int rows = count("rows", 1 << 16);
    int device = count("device_width", 8);
    int bus = count("bus_width", 64);
    long rankBytes = (long) groups * banks * rows * columns * (bus / 8);
    long channelBytes = (long) count("channel_size", 1024) * MEGABYTE;
    int ranks = (int) Math.max(1, channelBytes / rankBytes);
    return new Organization(
        count("channels", 1),
        1,
        ranks,
        1,
        groups,
        banks,
        rows,
        columns,
        device,
        bus,
        length,
        Math.max(1, length / perCycle));
  }

  private Timings timings(String protocol, Reading reading, int burst) {
    boolean split = protocol.startsWith("GDDR") || protocol.startsWith("HBM");
    boolean meant = reading == Reading.AS_MEANT;
    int al = count("AL", 0);
    int rcd = count("tRCD", 10) - al;
    int rtp = count("tRTP", meant ? count("tRTP_L", 5) : 5);
    int ccdS = count("tCCD_S", 4);
    int ccdL = count("tCCD_L", 6);
    int cl = count("CL", 12);
    int cwl = count("CWL", 12);
    int rtrs = count("tRTRS", 2);
    int rp = count("tRP", 10);
    int ras = count("tRAS", 24);
    int turnaround = cl + burst - cwl + rtrs;
    return new Timings(
        cl,
        cwl,
        al,
        split ? count("tRCDRD", 24) : rcd,
        split ? count("tRCDWR", 20) : rcd,
        rp,
        ras,
        ccdS,
        ccdL,
        count("tRRD_S", 4),
        count("tRRD_L", 4),
        count("tFAW", 50),
        protocol.startsWith("GDDR") ? count("t32AW", 330) : 0,
        rtp,
        count("tWTR_S", 5),
        count("tWTR_L", 5),
        count("tWR", 10),
        rtrs,
        List.of("GDDR5", "GDDR5X", "GDDR6", "LPDDR4").contains(protocol) ? count("tPPD", 0) : 0,
        count("tRFC", 74),
        count("tRFCb", 20),
        count("tREFI", meant ? count("REFI", 7800) : 7800),
        count("tREFIb", 1950),
        new Refined(ras + rp, ccdS, ccdL, ccdS, turnaround, turnaround, rp, 0));
  }

  private Currents currents() {
    return new Currents(
        number("VDD", 1.2),
        number("IDD0", 48),
        number("IDD2N", 34),
        number("IDD3N", 43),
        number("IDD4R", 135),
        number("IDD4W", 123),
        number("IDD5AB", 250),
        number("IDD5PB", 5));
  }

  private Policy policy() {
    RefreshPolicy refresh =
        switch (text("refresh_policy", "RANK_LEVEL_STAGGERED")) {
          case "RANK_LEVEL_SIMULTANEOUS" -> RefreshPolicy.RANK_SIMULTANEOUS;
          case "BANK_LEVEL_STAGGERED" -> RefreshPolicy.BANK_STAGGERED;
          default -> RefreshPolicy.RANK_STAGGERED;
        };
    boolean closed = text("row_buf_policy", "OPEN_PAGE").equals("CLOSE_PAGE");
    return new Policy(
        closed ? PagePolicy.CLOSED : PagePolicy.OPEN,
        refresh,
        count("trans_queue_size", 32),
        new BankByBank(count("cmd_queue_size", 16), ROW_HITS, WRITE_DRAIN_IDLE));
  }
}
