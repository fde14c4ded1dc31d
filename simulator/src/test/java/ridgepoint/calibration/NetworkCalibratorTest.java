package ridgepoint.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.network.Network;
import ridgepoint.network.Protocols;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Collective;
import ridgepoint.validation.ExchangeSample;

class NetworkCalibratorTest {
  private static final SystemSpec DESCRIBED = new SystemLibrary().load("dgx-h100");
  private static final List<String> LIBRARIES = List.of("nccl");

  /** What a machine with other links would have measured. */
  private static List<ExchangeSample> samples(double startup, double latency, double efficiency) {
    NetworkModel model =
        NetworkModel.of(List.of(new ExchangeSample(DESCRIBED, collective(4, 2), LIBRARIES, 1)))
            .withLevel(
                DESCRIBED.id(),
                "nvlink",
                level -> NetworkModel.level(level, startup, latency, efficiency));
    Network other =
        new Network(model.systems().get(DESCRIBED.id()), Protocols.shipped().of(LIBRARIES));
    List<ExchangeSample> samples = new ArrayList<>();
    for (int devices = 2; devices <= 8; devices *= 2) {
      for (double bytes = 1024; bytes < 1e9; bytes *= 4) {
        Collective collective = collective(bytes, devices);
        samples.add(
            new ExchangeSample(DESCRIBED, collective, LIBRARIES, other.cost(collective).seconds()));
      }
    }
    return samples;
  }

  private static Collective collective(double bytes, int devices) {
    return new Collective(
        Collective.Type.ALL_GATHER, bytes / 2, devices, 1, Format.of(DataType.FP16));
  }

  @Test
  void whatMadeTheSamplesIsFoundAgain() {
    NetworkCalibrator.Found found =
        new NetworkCalibrator(samples(7e-6, 1.1e-6, 0.7)).system(DESCRIBED.id());
    assertEquals(7e-6, found.values().get("dgx-h100.network.nvlink.startup"), 0.3e-6);
    assertEquals(1.1e-6, found.values().get("dgx-h100.network.nvlink.latency"), 0.1e-6);
    assertEquals(0.7, found.values().get("dgx-h100.network.nvlink.efficiency"), 0.02);
    assertEquals(0, found.fitted().get(DESCRIBED.id()).mean(), 0.02);
  }

  @Test
  void sameSamplesGiveTheSameBits() {
    List<ExchangeSample> samples = samples(6e-6, 0.9e-6, 0.8);
    assertEquals(
        new NetworkCalibrator(samples).system(DESCRIBED.id()).values(),
        new NetworkCalibrator(samples).system(DESCRIBED.id()).values());
  }

  @Test
  void efficienciesStayPossible() {
    NetworkLevel level = DESCRIBED.network().get(0);
    List<ExchangeSample> impossible =
        samples(level.startupSeconds().orElseThrow(), level.latencySeconds(), 1).stream()
            .map(
                each ->
                    new ExchangeSample(
                        each.system(), each.collective(), LIBRARIES, each.seconds() / 3))
            .toList();
    double efficiency =
        new NetworkCalibrator(impossible)
            .system(DESCRIBED.id())
            .values()
            .get("dgx-h100.network.nvlink.efficiency");
    assertEquals(1, efficiency, 0.01);
  }
}
