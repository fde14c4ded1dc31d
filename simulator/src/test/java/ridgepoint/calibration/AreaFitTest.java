package ridgepoint.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.area.AreaConstants;
import ridgepoint.hardware.library.DeviceLibrary;

/** The constants of the model of area are what the published dies make them. */
class AreaFitTest {
  private final AreaFit fit = new AreaFit(new DeviceLibrary());

  @Test
  void theConstantsThatShipAreThoseThatTheDiesGive() {
    AreaConstants adjusted = fit.constants();
    for (AreaConstants.Adjusted constant : fit.shipped().adjusted()) {
      double ships = fit.shipped().of(constant.path());
      assertEquals(1, adjusted.of(constant.path()) / ships, 2e-3, constant.path());
    }
  }

  @Test
  void errorsOfDiesLeftOutAreAsSaid() {
    for (AreaFit.Found found : fit.leaveOneOut(List.of("GA100", "XCD", "TPU v4"))) {
      double said = found.die().leftOutError().orElse(found.error());
      assertEquals(said, found.leftOutError(), 1e-3, found.die().name());
    }
  }
}
