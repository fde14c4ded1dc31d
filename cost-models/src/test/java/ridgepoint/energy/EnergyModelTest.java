package ridgepoint.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import ridgepoint.estimate.Energy;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Specimens;
import ridgepoint.number.DataType;

class EnergyModelTest {
  private final EnergyModel free = new EnergyModel(Specimens.withPowerLimit(Specimens.gpu(), 1e9));
  private final EnergyModel limited =
      new EnergyModel(Specimens.withPowerLimit(Specimens.gpu(), 500));

  private static Activity activity(double matrix, double vector, double hbmBytes) {
    return Activity.onDevice(
        matrix, DataType.BF16, vector, 0, new double[] {hbmBytes, hbmBytes, hbmBytes, hbmBytes});
  }

  @Test
  void sumsOperationsBytesAndIdleTime() {
    var energy = free.energy(activity(1e12, 1e9, 1e9), 1e-3);
    assertEquals(1e12 * 0.35e-12 + 1e9 * 1e-12, energy.compute(), 1e-12);
    assertEquals(1e9 * (0.07e-12 + 1.3e-12 + 2.4e-12), energy.onChipMemory(), 1e-12);
    assertEquals(1e9 * 30e-12, energy.mainMemory(), 1e-12);
    assertEquals(80e-3, energy.idle(), 1e-12);
  }

  @Property(tries = 300)
  void powerLimitIsKeptAndNeverSpeedsUp(
      @ForAll @DoubleRange(min = 0, max = 1e15) double matrix,
      @ForAll @DoubleRange(min = 0, max = 1e12) double vector,
      @ForAll @DoubleRange(min = 0, max = 1e11) double bytes,
      @ForAll @DoubleRange(min = 0.01, max = 1e6) double latencyMicros,
      @ForAll @DoubleRange(min = 0, max = 1) double clockedShare) {
    double latency = latencyMicros * 1e-6;
    Throttled result =
        limited.throttle(activity(matrix, vector, bytes), latency, latency * clockedShare, 0);
    assertTrue(result.latencySeconds() >= latency);
    double watts = result.energy().totalJoules() / result.latencySeconds();
    assertTrue(watts <= 500 * (1 + 1e-9), () -> watts + " W");
    assertTrue(result.clockScale() <= 1);
  }

  @Test
  void slowerClockSavesEnergyOnComputeBoundWork() {
    Activity heavy = activity(1e15, 0, 1e9);
    Throttled slowed = limited.throttle(heavy, 0.5, 0.5, 0);
    assertTrue(slowed.clockScale() < 1);
    assertEquals(0.5 / slowed.clockScale(), slowed.latencySeconds(), 1e-9);
    // With exponent 2, energy per operation goes with the clock.
    assertEquals(1e15 * 0.35e-12 * slowed.clockScale(), slowed.energy().compute(), 1e-9);
    assertEquals(500, slowed.energy().totalJoules() / slowed.latencySeconds(), 1e-3);
  }

  @Test
  void aRunningDeviceDrawsItsActivePowerWhateverItRuns() {
    DeviceSpec active = Specimens.withActivePower(Specimens.gpu(), 200);
    Energy idling = new EnergyModel(Specimens.gpu()).energy(activity(0, 0, 1e9), 1e-3);
    Energy running = new EnergyModel(active).energy(activity(0, 0, 1e9), 1e-3);
    assertEquals(0.2, running.totalJoules() - idling.totalJoules(), 1e-12);
    assertEquals(0.2, running.idle() - idling.idle(), 1e-12);
  }

  @Property(tries = 200)
  void powerLimitIsKeptBelowActivePower(
      @ForAll @DoubleRange(min = 81, max = 700) double limit,
      @ForAll @DoubleRange(min = 0, max = 1e14) double matrix,
      @ForAll @DoubleRange(min = 0, max = 1e10) double bytes,
      @ForAll @DoubleRange(min = 0, max = 1) double clockedShare) {
    DeviceSpec device = Specimens.withActivePower(Specimens.gpu(), 300);
    EnergyModel model = new EnergyModel(Specimens.withPowerLimit(device, limit));
    Throttled result = model.throttle(activity(matrix, 0, bytes), 1e-3, 1e-3 * clockedShare, 0);
    double watts = result.energy().totalJoules() / result.latencySeconds();
    assertTrue(watts <= limit * (1 + 1e-9), () -> watts + " W of " + limit);
    assertTrue(result.latencySeconds() >= 1e-3);
  }
}
