package ridgepoint.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.report.Validation;
import ridgepoint.report.Validation.Accuracy;
import ridgepoint.report.Validation.Prediction;

class AccuraciesTest {
  private static Measurements.Outcome row(String backend, double predicted, String leftOut) {
    Prediction prediction =
        new Prediction(
            "gemm", "h100_sxm", backend, "fp8", 2, "1x1x1", "s", 1, predicted, leftOut, "", 1);
    return new Measurements.Outcome("gemm", "h100_sxm", backend, "fp8", List.of(prediction), "");
  }

  private static Accuracy pool(Validation validation, String backend) {
    return validation.results().stream()
        .filter(each -> each.backend().equals(backend) && each.device().equals("h100_sxm"))
        .findFirst()
        .orElseThrow();
  }

  private final Validation validation =
      Accuracies.of(
          "1",
          0.5,
          List.of(
              row("trtllm", 1.1, ""),
              row("trtllm", 0.8, ""),
              row("vllm", 1.4, ""),
              row("vllm", 9, "flagged"),
              new Measurements.Outcome("gemm", "h100_sxm", "vllm", "fp8", List.of(), "no type")));

  @Test
  void errorsAreFractionsOfTheMeasuredFigure() {
    Accuracy all = pool(validation, Validation.ALL);
    assertEquals((0.1 + 0.2 + 0.4) / 3, all.meanError(), 1e-12);
    assertEquals(0.2, all.medianError(), 1e-12);
    assertEquals(0.36, all.error90(), 1e-12);
    assertEquals((0.1 - 0.2 + 0.4) / 3, all.bias(), 1e-12);
  }

  @Test
  void flaggedAndUnpredictedRowsAreCountedButNotScored() {
    Accuracy vllm = pool(validation, "vllm");
    assertEquals(3, vllm.rows());
    assertEquals(1, vllm.scored());
    assertEquals(2, validation.skipped().stream().mapToLong(Validation.Skipped::rows).sum());
  }

  @Test
  void aGroupWithoutScoredRowsHasNoErrors() {
    Validation none = Accuracies.of("1", 0, List.of(row("vllm", 9, "flagged")));
    assertTrue(Double.isNaN(pool(none, "vllm").meanError()));
  }

  @Test
  void quantilesInterpolate() {
    assertEquals(2.5, Accuracies.quantile(new double[] {1, 2, 3, 4}, 0.5));
    assertEquals(4, Accuracies.quantile(new double[] {1, 2, 3, 4}, 1));
  }
}
