package ridgepoint.cli.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import ridgepoint.report.Quantity;
import ridgepoint.technique.Claim;
import ridgepoint.technique.Reproduction;

/** Reproductions as rows of a CSV table: one per case. */
final class ReproductionRows {
  private ReproductionRows() {}

  static List<Map<String, String>> of(List<Reproduction> reproductions) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Reproduction reproduction : reproductions) {
      Claim claim = reproduction.claim();
      for (int i = 0; i < claim.cases().size(); i++) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("technique", reproduction.technique().id());
        row.put("claim", claim.id());
        row.put("metric", claim.metric().name().toLowerCase(Locale.ROOT));
        row.put("case", claim.cases().get(i).name());
        row.put("predicted", Quantity.exact(reproduction.predicted().get(i)));
        row.put("published", number(claim.cases().get(i).published()));
        row.put("predicted_speedup", number(reproduction.predictedSpeedup()));
        row.put("published_speedup", number(reproduction.publishedSpeedup()));
        row.put("commands", String.join("; ", claim.cases().get(i).commands()));
        rows.add(row);
      }
    }
    return rows;
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Quantity.exact(value.getAsDouble()) : "";
  }
}
