package ridgepoint.report.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import ridgepoint.pim.kernel.Engine.HostRun;
import ridgepoint.pim.kernel.KernelRun;
import ridgepoint.report.Quantity;

/** What a memory that computes did, command by command, as a table, JSON and CSV. */
public final class PimText {
  private static final int WIDTH = 100;

  private PimText() {}

  /**
   * Figures under their names in JSON: texts, whole numbers, numbers, or groups of them.
   *
   * @param schema id of the kind of result
   */
  public record Figures(String schema, Map<String, Object> byName) {
    public Figures {
      byName = new LinkedHashMap<>(byName);
    }
  }

  /**
   * A kernel in the memory and, where that is played, through the host.
   *
   * @param inputs options as given
   * @param joules of the memory
   * @param hostJoules of the memory while the host reads and writes it
   * @param breakEven vectors from which on the host is faster, where that was looked for and found
   * @param besides figures of this kernel alone
   */
  public record Run(
      String version,
      String device,
      String kernel,
      Map<String, Object> inputs,
      KernelRun memory,
      double joules,
      Optional<HostRun> host,
      double hostJoules,
      OptionalInt breakEven,
      Map<String, Object> besides) {

    public Figures figures() {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("version", version);
      figures.put("hw", device);
      figures.put("kernel", kernel);
      figures.putAll(inputs);
      figures.put("pim_cycles", memory.cycles());
      host.ifPresent(run -> figures.put("host_cycles", run.cycles()));
      host.ifPresent(
          run ->
              figures.put(
                  "speedup",
                  run.cycles() * run.cycleSeconds() / (memory.cycles() * memory.cycleSeconds())));
      breakEven.ifPresent(vectors -> figures.put("break_even_batch", (long) vectors));
      figures.put("clock_hz", 1 / memory.cycleSeconds());
      figures.put("pim_seconds", memory.cycles() * memory.cycleSeconds());
      figures.put("read_out_cycles", memory.readOutCycles());
      host.ifPresent(run -> figures.put("host_seconds", run.cycles() * run.cycleSeconds()));
      figures.putAll(besides);
      figures.put("commands", new LinkedHashMap<>(memory.commands()));
      figures.put("multiply_adds", memory.multiplyAdds());
      figures.put("external_bytes", memory.externalBytes());
      host.ifPresent(run -> figures.put("host_bytes", run.bytes()));
      figures.put("energy_j", joules);
      host.ifPresent(run -> figures.put("host_energy_j", hostJoules));
      figures.put("simulated_share", memory.simulated());
      return new Figures("ridgepoint.pim-run/1", figures);
    }
  }

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

  /** For people. */
  public static String table(Figures figures) {
    TextTable table = new TextTable().left("figure").right("value");
    fields(figures).forEach((name, value) -> table.row(name.replace('_', ' '), value));
    return table.render(WIDTH, false);
  }
}
