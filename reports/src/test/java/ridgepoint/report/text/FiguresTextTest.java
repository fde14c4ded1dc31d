package ridgepoint.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTextTest {
  private static Figures figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("hw", "h100-sxm");
    figures.put("ttft_s", 0.0123);
    figures.put("tokens_per_s", 1470.0);
    figures.put("host_bytes", 2_097_152L);
    figures.put("commands", Map.of("reads", 12L));
    return new Figures("test/1", figures);
  }

  @Test
  void peopleReadPrefixes() {
    String table = FiguresText.table(figures()).replaceAll(" {2,}", "|");
    assertTrue(table.contains("ttft|12.3 ms"), table);
    assertTrue(table.contains("tokens per s|1.47 k"), table);
    assertTrue(table.contains("host bytes|2.10 MB"), table);
    assertTrue(table.contains("commands reads|12"), table);
  }

  @Test
  void programsReadBaseUnits() {
    assertEquals("0.0123", FiguresText.fields(figures()).get("ttft_s"));
    assertEquals("2097152", FiguresText.fields(figures()).get("host_bytes"));
    assertEquals("12", FiguresText.fields(figures()).get("commands_reads"));
  }
}
