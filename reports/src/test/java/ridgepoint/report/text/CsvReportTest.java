package ridgepoint.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ridgepoint.report.Examples;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.OperatorRow;

class CsvReportTest {
  private static List<NamedCsvRecord> read(String csv) {
    return CsvReader.builder().ofNamedCsvRecord(csv).stream().toList();
  }

  @Test
  void everyOperatorReadsBackAsItWas() {
    RunResult result = Examples.run();
    List<NamedCsvRecord> records = read(CsvReport.run(result));
    List<OperatorRow> rows =
        result.phases().stream().flatMap(phase -> phase.operators().stream()).toList();
    assertEquals(rows.size(), records.size());
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(rows.get(i).name(), records.get(i).getField("name"));
      assertEquals(
          rows.get(i).latencySeconds(), Double.parseDouble(records.get(i).getField("latency_s")));
      assertEquals(
          rows.get(i).bytes().kvCache(),
          Double.parseDouble(records.get(i).getField("kv_cache_bytes")));
    }
  }

  @Test
  void aFailedCaseKeepsItsLineAndItsReason() {
    List<NamedCsvRecord> records = read(CsvReport.comparison(Examples.compare()));
    assertEquals(5, records.size());
    assertEquals("t4", records.get(4).getField("hw"));
    assertEquals("", records.get(4).getField("ttft_s"));
    assertTrue(records.get(4).getField("error").contains("which has"));
  }

  @Test
  void commasQuotesAndLineBreaksSurvive() {
    String value = "a,\"b\"\nc";
    assertEquals(
        value, read(CsvReport.table(List.of(Map.of("name", value)))).get(0).getField("name"));
  }
}
