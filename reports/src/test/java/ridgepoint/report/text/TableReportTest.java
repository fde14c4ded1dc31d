package ridgepoint.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ridgepoint.report.Examples;
import ridgepoint.report.RunResult.OperatorRow;

class TableReportTest {
  private final String table = TableReport.PLAIN.run(Examples.run());

  @Test
  void linesFitTheWidth() {
    for (String text :
        new String[] {
          table,
          TableReport.PLAIN.operator(Examples.operator()),
          new ComparisonTable(TableReport.PLAIN).comparison(Examples.sweep())
        }) {
      assertTrue(text.lines().allMatch(line -> line.length() <= 140), text);
    }
  }

  @Test
  void everyOperatorAndInputIsShown() {
    for (OperatorRow row : Examples.run().phase("prefill").operators()) {
      assertEquals(2, table.lines().filter(line -> line.startsWith(row.name() + " ")).count());
    }
    Examples.run()
        .inputs()
        .forEach((name, value) -> assertTrue(table.contains(name + "=" + value), name));
    assertTrue(table.contains("Ridgepoint 0.1.0"));
  }

  @Test
  void colourIsOnlyThereWhenAskedFor() {
    assertFalse(table.contains("\u001b["));
    String coloured = new TableReport(140, true).run(Examples.run());
    assertTrue(coloured.contains("\u001b[36m"));
    assertEquals(table, coloured.replaceAll("\u001b\\[[0-9]*m", ""));
  }

  @Test
  void theWinnerOfAComparisonIsGreen() {
    String text = new ComparisonTable(new TableReport(140, true)).comparison(Examples.compare());
    assertTrue(
        text.lines().filter(line -> line.startsWith("mi300x")).allMatch(l -> l.contains("[32m")));
    assertTrue(text.contains("t4: llama-3.1-8b needs 17.4 GB"));
  }
}
