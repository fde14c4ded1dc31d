package ridgepoint.report.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.report.Quantity;

/** Figures under their names, as a table, JSON and CSV. */
public final class FiguresText {
  private static final int WIDTH = 100;

  private FiguresText() {}

  public static String json(Figures figures) {
    return JsonText.pretty(json -> write(json, figures));
  }

  public static String jsonLine(Figures figures) {
    return JsonText.line(json -> write(json, figures));
  }

  private static void write(JsonText json, Figures figures) {
    json.put("schema", figures.schema());
    write(json, figures.byName());
  }

  private static void write(JsonText json, Map<?, ?> figures) {
    figures.forEach(
        (key, value) -> {
          String name = key.toString();
          if (value instanceof Map<?, ?> group) {
            json.object(name, inside -> write(inside, group));
          } else if (value instanceof Long count) {
            json.put(name, count.longValue());
          } else if (value instanceof Double number) {
            json.put(name, number.doubleValue());
          } else {
            json.put(name, value.toString());
          }
        });
  }

  public static String csv(Figures figures) {
    return CsvReport.table(List.of(fields(figures)));
  }

  /** By column; members of a group have its name before theirs. */
  public static Map<String, String> fields(Figures figures) {
    Map<String, String> fields = new LinkedHashMap<>();
    add(fields, "", figures.byName());
    return fields;
  }

  private static void add(Map<String, String> fields, String prefix, Map<?, ?> figures) {
    figures.forEach(
        (key, value) -> {
          String name = prefix + key;
          if (value instanceof Map<?, ?> group) {
            add(fields, name + "_", group);
          } else {
            fields.put(name, plain(value));
          }
        });
  }

  private static String plain(Object value) {
    return value instanceof Double number ? Quantity.plain(number) : value.toString();
  }

  /** For people: times, energies, rates and sizes with prefixes, whose symbols names lose. */
  public static String table(Figures figures) {
    TextTable table = new TextTable().left("figure").right("value");
    addRows(table, "", figures.byName());
    return table.render(WIDTH, false);
  }

  private static void addRows(TextTable table, String prefix, Map<?, ?> figures) {
    figures.forEach(
        (key, value) -> {
          String name = prefix + key;
          if (value instanceof Map<?, ?> group) {
            addRows(table, name + "_", group);
            return;
          }
          Optional<Unit> unit = Unit.of(name).filter(measured -> value instanceof Number);
          table.row(
              unit.map(measured -> measured.within(name)).orElse(name).replace('_', ' '),
              unit.map(measured -> measured.text((Number) value)).orElseGet(() -> plain(value)));
        });
  }

  /** Units that names end in; those that are words stay in the name. */
  private enum Unit {
    RATE("_per_s", "", true),
    RATE_EACH("_per_s_per_device", "", true),
    SECONDS("_s", "s", false),
    LONG_SECONDS("_seconds", "s", true),
    JOULES("_j", "J", false),
    HERTZ("_hz", "Hz", false),
    BYTES("_bytes", "B", true);

    private final String ending;
    private final String symbol;
    private final boolean word;

    Unit(String ending, String symbol, boolean word) {
      this.ending = ending;
      this.symbol = symbol;
      this.word = word;
    }

    /** The unit of a figure; the first that its name ends in. */
    static Optional<Unit> of(String name) {
      return Arrays.stream(values()).filter(unit -> name.endsWith(unit.ending)).findFirst();
    }

    String within(String name) {
      return word ? name : name.substring(0, name.length() - ending.length());
    }

    String text(Number value) {
      return Quantity.si(value.doubleValue(), symbol);
    }
  }
}
