package ridgepoint.report.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.report.FidelityComparison;
import ridgepoint.report.FidelityComparison.Row;
import ridgepoint.report.Quantity;

/** Several models side by side, as a table, JSON and CSV. */
public final class FidelityText {
  private static final int WIDTH = 140;

  private FidelityText() {}

  public static String table(FidelityComparison comparison) {
    List<String> fidelities = comparison.fidelities();
    TextTable table = new TextTable().left("phase").left("operator").flexible("shape");
    fidelities.forEach(table::right);
    for (int i = 1; i < fidelities.size(); i++) {
      table.right(ratio(fidelities, i));
    }
    table.left("bound");
    for (Row row : comparison.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.phase(), row.operator(), row.shape()));
      row.latencySeconds().forEach(seconds -> cells.add(Quantity.seconds(seconds)));
      for (int i = 1; i < fidelities.size(); i++) {
        double ratio = row.latencySeconds().get(i) / row.latencySeconds().get(i - 1);
        cells.add(String.format(Locale.ROOT, "%.2f", ratio));
      }
      cells.add(row.bounds().get(row.bounds().size() - 1));
      table.row(cells.toArray(String[]::new));
    }
    return table.render(WIDTH, false);
  }

  private static String ratio(List<String> fidelities, int i) {
    return fidelities.get(i) + "/" + fidelities.get(i - 1);
  }

  public static String json(FidelityComparison comparison) {
    return JsonText.pretty(
        json ->
            json.put("schema", FidelityComparison.SCHEMA)
                .put("version", comparison.version())
                .put("hardware", comparison.hardware())
                .objects(
                    "operators",
                    comparison.rows(),
                    (item, row) -> {
                      item.put("phase", row.phase())
                          .put("operator", row.operator())
                          .put("shape", row.shape());
                      for (int i = 0; i < comparison.fidelities().size(); i++) {
                        item.put(
                            comparison.fidelities().get(i) + "_latency_s",
                            row.latencySeconds().get(i));
                        item.put(comparison.fidelities().get(i) + "_bound", row.bounds().get(i));
                      }
                    }));
  }

  public static String csv(FidelityComparison comparison) {
    List<Map<String, String>> lines = new ArrayList<>();
    for (Row row : comparison.rows()) {
      Map<String, String> line = new LinkedHashMap<>();
      line.put("phase", row.phase());
      line.put("operator", row.operator());
      line.put("shape", row.shape());
      for (int i = 0; i < comparison.fidelities().size(); i++) {
        String fidelity = comparison.fidelities().get(i);
        line.put(fidelity + "_latency_s", Quantity.plain(row.latencySeconds().get(i)));
        line.put(fidelity + "_bound", row.bounds().get(i));
      }
      lines.add(line);
    }
    return CsvReport.table(lines);
  }
}
