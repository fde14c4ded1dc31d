package ridgepoint.hardware.library;

import static ridgepoint.hardware.library.Range.NOT_NEGATIVE;
import static ridgepoint.hardware.library.Range.POSITIVE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import ridgepoint.hardware.BandwidthCurve;
import ridgepoint.hardware.Calibration;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.Control;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Die;
import ridgepoint.hardware.Link;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.hardware.Power;
import ridgepoint.hardware.Silicon;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlSection;
import ridgepoint.quantity.Dimension;

/** Turns the YAML of one device into a {@link DeviceSpec}. */
final class DeviceReader {
  static final String SCHEMA = "ridgepoint.device/1";
  private static final Range LATENCY = Range.upTo(10, "10 s");
  private static final Range ENERGY = Range.upTo(1e-6, "1 uJ");

  private DeviceReader() {}

  /** Reads a device, noting in {@code readings} every value on the way. */
  static DeviceSpec read(YamlNode.Mapping root, Readings readings) {
    Section file = Section.of(root, readings);
    DeviceKind kind = header(file);
    readSources(file);
    Compute compute = compute(file.section("compute"));
    DeviceSpec device =
        new DeviceSpec(
            file.text("id"),
            file.text("name"),
            kind,
            file.text("vendor"),
            file.year("year"),
            compute,
            memory(file.section("memory")),
            control(file.section("control")),
            links(file.section("links")),
            power(file.section("power")),
            silicon(file.section("silicon")),
            ArchitectureReader.read(kind, file.section(kind.id()), compute),
            calibration(file),
            file.readings().provenance());
    DevicePlausibility.check(device, file.readings());
    return device;
  }

  private static DeviceKind header(Section file) {
    file.text("schema", List.of(SCHEMA));
    DeviceKind kind = file.choice("kind", DeviceKind.class);
    file.only(
        "schema",
        "id",
        "name",
        "kind",
        "vendor",
        "year",
        "sources",
        "compute",
        "memory",
        "control",
        "links",
        "power",
        "silicon",
        kind.id(),
        "calibration");
    return kind;
  }

  /** Notes the citations, so that numbers can name them by key. */
  static void readSources(Section file) {
    Section sources = file.section("sources");
    for (String key : sources.keys()) {
      file.readings().cite(key, sources.text(key));
    }
  }

  static Compute compute(Section compute) {
    compute.only("units", "clock", "matrix", "vector", "special");
    Dimension rate = Dimension.OPERATIONS_PER_SECOND;
    int units = compute.count("units", POSITIVE);
    double clock = compute.quantity("clock", Dimension.HERTZ, Range.positiveUpTo(2e10, "20 GHz"));
    Optional<Section> matrix =
        compute.optionalSection("matrix").map(section -> section.only("peak", "sparse_peak"));
    Section vector = compute.section("vector").only("peak");
    if (vector.section("peak").keys().isEmpty()) {
      throw vector.failure("peak", "at least one data type is wanted");
    }
    Section special = compute.section("special").only("rate");
    return new Compute(
        units,
        clock,
        matrix.map(section -> section.byDataType("peak", rate, POSITIVE)).orElse(Map.of()),
        matrix.map(section -> section.byDataType("sparse_peak", rate, POSITIVE)).orElse(Map.of()),
        vector.byDataType("peak", rate, POSITIVE),
        special.quantity("rate", rate, NOT_NEGATIVE));
  }

  private static List<MemoryLevel> memory(Section memory) {
    List<MemoryLevel> levels = new ArrayList<>();
    memory.sections().forEach((name, level) -> levels.add(level(name, level)));
    if (levels.isEmpty()) {
      throw memory.failure("main", "at least one memory level is wanted");
    }
    return levels;
  }

  static MemoryLevel level(String name, Section level) {
    level.only(
        "capacity",
        "instances",
        "bandwidth",
        "read_bandwidth",
        "write_bandwidth",
        "bandwidth_curve",
        "latency",
        "energy",
        "managed",
        "dram");
    boolean both = level.has("bandwidth");
    if (both && (level.has("read_bandwidth") || level.has("write_bandwidth"))) {
      throw level.failure("bandwidth", "give it or read_bandwidth and write_bandwidth, not both");
    }
    Range bandwidth = Range.positiveUpTo(1e18, "1000 PB/s");
    return new MemoryLevel(
        name,
        level.quantity("capacity", Dimension.BYTES, Range.positiveUpTo(1e18, "1000 PB")),
        level.count("instances", POSITIVE),
        level.quantity(
            both ? "bandwidth" : "read_bandwidth", Dimension.BYTES_PER_SECOND, bandwidth),
        level.quantity(
            both ? "bandwidth" : "write_bandwidth", Dimension.BYTES_PER_SECOND, bandwidth),
        level.quantity("latency", Dimension.SECONDS, LATENCY),
        level.quantity("energy", Dimension.JOULES_PER_BYTE, ENERGY),
        level.word("managed", List.of("software", "hardware")).equals("software"),
        curve(level),
        level.optionalSection("dram").map(DeviceReader::dram));
  }

  private static MemoryLevel.Dram dram(Section dram) {
    dram.only("standard", "interfaces", "queue", "row_hits_first");
    return new MemoryLevel.Dram(
        dram.word("standard"),
        dram.count("interfaces", POSITIVE),
        dram.has("queue")
            ? OptionalInt.of(dram.count("queue", Range.positiveUpTo(4096, "4096 entries")))
            : OptionalInt.empty(),
        dram.has("row_hits_first") && dram.flag("row_hits_first"));
  }

  private static BandwidthCurve curve(Section level) {
    Range workingSets = Range.positiveUpTo(10, "10 capacities of the level");
    List<BandwidthCurve.Point> points = new ArrayList<>();
    for (Section item : level.sections("bandwidth_curve")) {
      item.only("working_set", "bandwidth", "from", "source", "note");
      BandwidthCurve.Point point =
          new BandwidthCurve.Point(
              item.statedQuantity("working_set", Dimension.FRACTION, workingSets),
              item.statedQuantity("bandwidth", Dimension.FRACTION, Range.SHARE));
      if (points.isEmpty() && point.bandwidthShare() != 1) {
        throw item.failure(
            "bandwidth", "the first point is where the fall begins: 100 % is wanted");
      }
      if (!points.isEmpty()) {
        BandwidthCurve.Point before = points.get(points.size() - 1);
        if (point.capacityShare() <= before.capacityShare()) {
          throw item.failure("working_set", "must be more than that of the point before");
        }
        if (point.bandwidthShare() > before.bandwidthShare()) {
          throw item.failure("bandwidth", "must not be more than that of the point before");
        }
      }
      points.add(point);
    }
    return new BandwidthCurve(points);
  }

  static Control control(Section control) {
    control.only("launch", "host_call", "synchronization");
    return new Control(
        control.quantity("launch", Dimension.SECONDS, LATENCY),
        control.quantity("host_call", Dimension.SECONDS, LATENCY),
        control.quantity("synchronization", Dimension.SECONDS, LATENCY));
  }

  static Map<String, Link> links(Section links) {
    Map<String, Link> byName = new LinkedHashMap<>();
    links
        .sections()
        .forEach(
            (name, link) -> {
              link.only("bandwidth", "latency", "efficiency", "energy");
              byName.put(
                  name,
                  new Link(
                      name,
                      link.quantity("bandwidth", Dimension.BYTES_PER_SECOND, POSITIVE),
                      link.quantity("latency", Dimension.SECONDS, LATENCY),
                      link.quantity("efficiency", Dimension.FRACTION, Range.SHARE),
                      link.quantity("energy", Dimension.JOULES_PER_BYTE, ENERGY)));
            });
    return byName;
  }

  static Power power(Section power) {
    power.only("limit", "idle", "active", "energy", "dynamic_exponent");
    Range watts = Range.positiveUpTo(1e6, "1 MW");
    Section energy = power.section("energy").only("matrix", "vector", "special");
    return new Power(
        power.quantity("limit", Dimension.WATTS, watts),
        power.quantity("idle", Dimension.WATTS, NOT_NEGATIVE),
        power.optionalQuantity("active", Dimension.WATTS, NOT_NEGATIVE).orElse(0),
        energy.byDataType("matrix", Dimension.JOULES, ENERGY),
        energy.quantity("vector", Dimension.JOULES, ENERGY),
        energy.quantity("special", Dimension.JOULES, ENERGY),
        power.quantity("dynamic_exponent", Dimension.COUNT, new Range(1, true, 3, "1 to 3")));
  }

  static Silicon silicon(Section silicon) {
    silicon.only("node", "area", "transistors", "price", "die");
    return new Silicon(
        silicon.word("node"),
        silicon.optionalQuantity("area", Dimension.SQUARE_METRES, Range.positiveUpTo(1, "1 m2")),
        silicon.optionalQuantity("transistors", Dimension.COUNT, POSITIVE),
        silicon.optionalQuantity("price", Dimension.US_DOLLARS, POSITIVE),
        silicon.optionalSection("die").map(DieReader::read).orElse(Die.PLAIN));
  }

  /** Fits by software, then by family of measurements. */
  private static Optional<Calibration> calibration(Section file) {
    return file.optionalSection("calibration")
        .map(
            calibration -> {
              List<Calibration.Fit> fits = new ArrayList<>();
              calibration
                  .sections()
                  .forEach(
                      (stack, families) ->
                          families
                              .sections()
                              .forEach((family, fit) -> fits.add(fit(stack, family, fit.yaml()))));
              return new Calibration(fits);
            });
  }

  private static Calibration.Fit fit(String stack, String family, YamlSection fit) {
    fit.only("data_set", "date", "rows", "mean_error", "median_error", "parameters");
    YamlSection parameters = fit.section("parameters");
    Map<String, Double> values = new LinkedHashMap<>();
    for (String name : parameters.keys()) {
      values.put(name, parameters.number(name, -Double.MAX_VALUE, Double.MAX_VALUE));
    }
    return new Calibration.Fit(
        stack,
        family,
        fit.text("data_set"),
        fit.text("date"),
        fit.count("rows", 1, Integer.MAX_VALUE),
        fit.number("mean_error", 0, Double.MAX_VALUE),
        fit.number("median_error", 0, Double.MAX_VALUE),
        values);
  }
}
