package ridgepoint.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ridgepoint.hardware.Calibration;
import ridgepoint.input.InputException;
import ridgepoint.software.Batching;
import ridgepoint.software.Fusion;
import ridgepoint.software.Host;
import ridgepoint.software.SoftwareStack;

class KindParametersTest {
  private static final String NAME = "matrix-efficiency";
  private static final KindParameters DEFAULTS = KindParameters.of("gpu", "", Optional.empty());

  private static Calibration.Fit fit(String stack, Map<String, Double> parameters) {
    return new Calibration.Fit(stack, "gemm", "test", "2026-01-31", 1, 0, 0, parameters);
  }

  private static SoftwareStack stack(Map<String, Double> parameters) {
    return new SoftwareStack(
        "test",
        "Test",
        "test",
        List.of(),
        Optional.empty(),
        parameters,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Fusion.OF_MODEL,
        Host.NONE,
        Batching.UNLIMITED);
  }

  @Test
  void aNarrowerClassGoesBeforeAWiderOne() {
    KindParameters parameters =
        DEFAULTS.with(Map.of("gemm/" + NAME, 0.5, "gemm/fp8_e4m3/" + NAME, 0.4));
    assertEquals(0.4, parameters.value("gemm/fp8_e4m3", NAME));
    assertEquals(0.5, parameters.value("gemm/bf16", NAME));
    assertEquals(DEFAULTS.value(NAME), parameters.value("softmax", NAME));
    assertEquals(0.5, parameters.at("gemm/bf16/" + NAME));
  }

  @Test
  void aLaterLayerReplacesAnEarlierOneAtTheSamePath() {
    Calibration calibration =
        new Calibration(
            List.of(
                fit(
                    Calibration.ANY_STACK,
                    Map.of("a/" + NAME, 0.31, "b/" + NAME, 0.32, "c/" + NAME, 0.33)),
                fit("test", Map.of("c/" + NAME, 0.53))));
    SoftwareStack software = stack(Map.of("b/" + NAME, 0.42, "c/" + NAME, 0.43));
    KindParameters parameters =
        KindParameters.of("gpu", "hopper", Optional.of(calibration), Optional.of(software));
    assertEquals(0.31, parameters.value("a", NAME));
    assertEquals(0.42, parameters.value("b", NAME));
    assertEquals(0.53, parameters.value("c", NAME));
  }

  @Test
  void anUnknownParameterIsRefusedWithTheNearestOne() {
    InputException refused =
        assertThrows(
            InputException.class, () -> DEFAULTS.with(Map.of("gemm/matrix-eficiency", 1.0)));
    assertTrue(refused.getMessage().contains("did you mean 'matrix-efficiency'"));
  }

  @Test
  void everyParameterOfAGpuHasBoundsThatHoldItsDefault() {
    DEFAULTS
        .values()
        .forEach(
            (path, value) -> {
              KindParameters.Bounds bounds = DEFAULTS.bounds(path);
              assertTrue(bounds.low() <= value && value <= bounds.high(), path);
            });
  }
}
