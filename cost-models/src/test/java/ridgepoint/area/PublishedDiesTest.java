package ridgepoint.area;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.hardware.library.DeviceLibrary;

/** The model beside dies whose areas are published. */
class PublishedDiesTest {
  private static final double SQUARE_MILLIMETRE = 1e-6;
  private final AreaModel model = AreaModel.shipped();
  private final DeviceLibrary devices = new DeviceLibrary();

  private SiliconArea area(String device) {
    return model.area(devices.load(device));
  }

  @ParameterizedTest
  @CsvSource({
    "a100-sxm-80gb, 826, 871.9",
    "h100-sxm, 814, 772.5",
    "l40s, 608.5, 611.5",
    "v100-sxm, 815, 803.2",
    "titan-rtx, 754, 731.1",
    "rx-6900-xt, 519.8, 513.3",
    "mi210, 724, 684.0",
    "mi300x, 115, 122.8",
    "tpu-v4, 600, 610.7",
  })
  void dieIsWithinEightPercent(String device, double published, double expected) {
    double die = area(device).dieSquareMetres() / SQUARE_MILLIMETRE;
    assertEquals(expected, die, 0.1, "as of the constants that ship");
    assertEquals(1, die / published, 0.08);
  }

  @Test
  void theMeanErrorOfTheseNineIsBelowFivePercent() {
    List<String> nine =
        List.of(
            "GA100", "GH100", "AD102", "GV100", "TU102", "Navi 21", "Aldebaran", "XCD", "TPU v4");
    double mean =
        PublishedDie.shipped().stream()
            .filter(die -> nine.contains(die.name()))
            .mapToDouble(die -> Math.abs(modelled(die) / die.squareMetres() - 1))
            .average()
            .orElseThrow();
    assertTrue(mean < 0.035, "mean error " + mean);
  }

  private double modelled(PublishedDie die) {
    return die.modelled(die.silicon(devices).apply(model));
  }

  @Test
  void diesThatItIsAdjustedToAreNearAndOthersSaySo() {
    List<PublishedDie> dies = PublishedDie.shipped();
    assertEquals(39, dies.stream().filter(PublishedDie::isAdjustedTo).count());
    for (PublishedDie die : dies) {
      double error = modelled(die) / die.squareMetres() - 1;
      assertTrue(!die.isAdjustedTo() || Math.abs(error) < 0.11, die.name() + " " + error);
      assertEquals(die.isAdjustedTo(), die.leftOutError().isPresent(), die.name());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a100-sxm-80gb, cores, 0.10",
    "a100-sxm-80gb, crossbar, 0.15",
    "a100-sxm-80gb, cache, 0.30",
    "a100-sxm-80gb, memory_interface, 0.40",
    "mi210, cores, 0.15",
    "mi210, crossbar, 0.25",
    "mi210, cache, 0.30",
    "mi210, links, 0.45",
  })
  void partIsAsFarOffAsSaid(String device, String part, double error) {
    PublishedDie die = PublishedDie.of(device).orElseThrow();
    assertEquals(
        1,
        PublishedDie.modelled(part, area(device)) / die.parts().get(part).squareMetres(),
        error,
        part);
  }

  @Test
  void dieOfAnotherDeviceIsNotPublished() {
    assertTrue(PublishedDie.of("gaudi-2").isEmpty());
  }

  @Test
  void unitsSumToTheWhole() {
    for (String id : List.of("h100-sxm", "mi300x", "tpu-v4", "epyc-9654")) {
      SiliconArea area = area(id);
      double sum = 0;
      for (AreaUnit unit : AreaUnit.values()) {
        sum += area.squareMetres(unit);
      }
      assertEquals(1, sum / area.squareMetres(), 1e-12, id);
      assertEquals(
          1,
          (area.chiplets() * area.dieSquareMetres() + area.ioChiplets() * area.ioDieSquareMetres())
              / area.squareMetres(),
          1e-12,
          id);
    }
  }
}
