package ridgepoint.cli.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Provenance;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.Reading;
import ridgepoint.report.text.JsonText;
import ridgepoint.report.text.TextTable;

/**
 * One description in full: every value with where it came from.
 *
 * @param heading what it is, in a line
 * @param remark where to read on, in a line; may be empty
 * @param summary writes the fields that the list has too
 */
record HardwareExplanation(
    String heading, String remark, List<Reading> readings, JsonText.Body summary) {
  private static final int WIDTH = 160;
  private static final String SCHEMA = "ridgepoint.device-details/1";

  static HardwareExplanation of(DeviceSpec device, List<Reading> readings) {
    String heading =
        String.format(
            Locale.ROOT,
            "%s (%s), %s %d, %s",
            device.name(),
            device.id(),
            device.vendor(),
            device.year(),
            device.kind().id());
    String remark =
        device
            .calibration()
            .map(fits -> "calibrated on " + String.join(", ", fits.dataSets()))
            .orElse("not calibrated: models use defaults of its kind");
    return new HardwareExplanation(
        heading, remark, readings, json -> HardwareListing.describe(json, device));
  }

  static HardwareExplanation of(SystemSpec system, List<Reading> readings) {
    String heading =
        String.format(
            Locale.ROOT,
            "%s (%s), %d x %s",
            system.name(),
            system.id(),
            system.deviceCount(),
            system.device().name());
    String remark =
        "the devices: ridgepoint devices "
            + system.device().id()
            + system.attached().map(other -> ", ridgepoint devices " + other.id()).orElse("");
    return new HardwareExplanation(
        heading, remark, readings, json -> HardwareListing.describe(json, system));
  }

  /** A table of all values and the sources they name by number. */
  String text() {
    List<String> sources = new ArrayList<>();
    TextTable table =
        new TextTable().left("value").right("").left("from").right("source").flexible("remark");
    for (Reading reading : readings) {
      Optional<Provenance> origin = reading.provenance();
      table.row(
          reading.path(),
          reading.text(),
          origin.map(HardwareExplanation::origin).orElse(""),
          origin.map(from -> number(sources, from)).orElse(""),
          origin.map(Provenance::note).orElse(""));
    }
    StringBuilder out = new StringBuilder(heading + "\n" + remark + "\n\n");
    out.append(table.render(WIDTH, false)).append('\n');
    for (int i = 0; i < sources.size(); i++) {
      out.append('[').append(i + 1).append("] ").append(sources.get(i)).append('\n');
    }
    return out.toString();
  }

  String json() {
    return JsonText.pretty(
        json -> {
          json.put("schema", SCHEMA);
          summary.write(json);
          json.objects("values", readings, HardwareExplanation::describe);
        });
  }

  private static void describe(JsonText json, Reading reading) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("path", reading.path());
    fields.put("value", reading.text());
    reading
        .provenance()
        .ifPresent(
            origin -> {
              fields.put("from", origin(origin));
              fields.put("source", origin.source());
              fields.put("note", origin.note());
            });
    fields.forEach(json::put);
  }

  private static String origin(Provenance provenance) {
    return provenance.origin().name().toLowerCase(Locale.ROOT);
  }

  /** The source's number in the list below the table; a new source goes last. */
  private static String number(List<String> sources, Provenance provenance) {
    if (!sources.contains(provenance.source())) {
      sources.add(provenance.source());
    }
    return "[" + (sources.indexOf(provenance.source()) + 1) + "]";
  }
}
