package ridgepoint.report.text;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Figures under their names in JSON: texts, whole numbers, numbers, or groups of them. Names end in
 * the unit, as in {@code energy_j}.
 *
 * @param schema id of the kind of result
 */
public record Figures(String schema, Map<String, Object> byName) {
  public Figures {
    byName = new LinkedHashMap<>(byName);
  }
}
