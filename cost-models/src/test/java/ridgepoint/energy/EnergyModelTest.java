package ridgepoint.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
        limited.throttle(
            activity(matrix, vector, bytes),
            ClockResponse.overlapped(latency, latency * clockedShare, 0));
    assertTrue(result.latencySeconds() >= latency);
    double watts = result.energy().totalJoules() / result.latencySeconds();
    assertTrue(watts <= 500 * (1 + 1e-9), () -> watts + " W");
    assertTrue(result.clockScale() <= 1);
  }

  @Test
  void kernelsThatDrawLittleMakeRoomForOthersInALoop() {
    Activity heavy = activity(1.5e15, 0, 1e9);
    Activity light = activity(0, 0, 1e9);
    ClockResponse half = ClockResponse.overlapped(0.5, 0.5, 0);
    Throttled alone = limited.throttle(heavy, half);
    Throttled loop = limited.throttle(List.of(heavy, heavy, light), List.of(half, half, half));
    assertTrue(loop.clockScale() > alone.clockScale());
    assertEquals(500, loop.energy().totalJoules() / loop.latencySeconds(), 1e-3);
    Throttled same = limited.throttle(List.of(heavy, heavy), List.of(half, half));
    assertEquals(alone.clockScale(), same.clockScale(), 1e-9);
    assertEquals(2 * alone.latencySeconds(), same.latencySeconds(), 1e-9);
  }

  @Test
  void zerosToggleFewerWires() {
    Activity bytes = activity(0, 0, 1e9);
    EnergyModel scaled =
        new EnergyModel(Specimens.withPowerLimit(Specimens.gpu(), 1e9), SCALED, Duration.SUSTAINED);
    double whole = scaled.energy(bytes, 1e-3).mainMemory();
    assertEquals(
        whole * SCALED.zeroShare(), scaled.energy(bytes.withZeros(1), 1e-3).mainMemory(), 1e-12);
    assertEquals(scaled.energy(bytes, 1e-3).idle(), scaled.energy(bytes.withZeros(1), 1e-3).idle());
  }

  @Test
  void slowerClockSavesEnergyOnComputeBoundWork() {
    Activity heavy = activity(1e15, 0, 1e9);
    Throttled slowed = limited.throttle(heavy, ClockResponse.overlapped(0.5, 0.5, 0));
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
    Throttled result =
        model.throttle(
            activity(matrix, 0, bytes), ClockResponse.overlapped(1e-3, 1e-3 * clockedShare, 0));
    double watts = result.energy().totalJoules() / result.latencySeconds();
    assertTrue(watts <= limit * (1 + 1e-9), () -> watts + " W of " + limit);
    assertTrue(result.latencySeconds() >= 1e-3);
  }

  private static final DeviceSpec ACTIVE = Specimens.withActivePower(Specimens.gpu(), 200);
  private static final EnergyParameters SCALED =
      new EnergyParameters(1.1, 1.5, 0.25, 0.2, 2.3, 0.6, 0.98, 0.6, 0.03);

  @Test
  void aBurstIsOverBeforeThePowerLimitActs() {
    Activity heavy = activity(1e15, 0, 1e9);
    ClockResponse time = ClockResponse.overlapped(0.5, 0.5, 0);
    DeviceSpec device = Specimens.withPowerLimit(Specimens.gpu(), 500);
    Throttled burst =
        new EnergyModel(device, EnergyParameters.DESCRIBED, Duration.BURST).throttle(heavy, time);
    assertEquals(0.5, burst.latencySeconds());
    assertEquals(1, burst.clockScale());
    assertTrue(burst.energy().totalJoules() > 500 * 0.5);
    assertTrue(limited.throttle(heavy, time).latencySeconds() > 0.5);
  }

  /** Ten repetitions of 0.5 s: the first half second of five at the nominal clock. */
  @Test
  void aLongBurstSlowsDownOnceTheControllerReacts() {
    Activity heavy = activity(1e15, 0, 1e9);
    ClockResponse time = ClockResponse.overlapped(0.5, 0.5, 0);
    DeviceSpec device = Specimens.withPowerLimit(Specimens.gpu(), 500);
    EnergyParameters reacting = new EnergyParameters(1, 1, 0, 1, 1, 1, 1, 0, 0.5);
    Throttled burst = new EnergyModel(device, reacting, Duration.BURST).throttle(heavy, time);
    Throttled settled = new EnergyModel(device, reacting, Duration.SUSTAINED).throttle(heavy, time);
    assertEquals(0.1 * 0.5 + 0.9 * settled.latencySeconds(), burst.latencySeconds(), 1e-12);
    assertTrue(burst.energy().totalJoules() > settled.energy().totalJoules());
  }

  @Test
  void timeBoundByUnitsAndCachesGoesWithTheReciprocalOfTheClock() {
    ClockResponse time = new ClockResponse(10e-3, 6e-3, 5e-3, 1e-3);
    assertEquals(10e-3, time.seconds(1), 1e-15);
    assertEquals(10e-3 + 6e-3 / 4, time.seconds(0.8), 1e-15);
    // Computation that was hidden comes to light at the lowest clocks.
    ClockResponse hidden = new ClockResponse(10e-3, 1e-3, 5e-3, 1e-3);
    assertEquals(1e-3 + 5e-3 / 0.1, hidden.seconds(0.1), 1e-15);
  }

  @Test
  void halfTheWidthTakesMoreThanHalfTheEnergyOfAnOperation() {
    Activity wide = products(DataType.BF16);
    Activity narrow = products(DataType.FP8_E4M3);
    EnergyModel model = new EnergyModel(Specimens.gpu(), SCALED, Duration.BURST);
    double ratio = model.energy(narrow, 1).compute() / model.energy(wide, 1).compute();
    double described = free.energy(narrow, 1).compute() / free.energy(wide, 1).compute();
    assertEquals(described + 0.25 * (1 - described), ratio, 1e-9);
  }

  private static Activity products(DataType type) {
    return Activity.onDevice(1e12, type, 0, 0, new double[4]);
  }

  @Test
  void zerosToggleNoWiresButTheDeviceIdlesAllTheSame() {
    Activity work = activity(1e12, 1e9, 1e9);
    EnergyParameters still = SCALED.with(OperandData.ZERO_WEIGHTS);
    Energy random = new EnergyModel(ACTIVE, SCALED, Duration.BURST).energy(work, 1e-3);
    Energy zeros = new EnergyModel(ACTIVE, still, Duration.BURST).energy(work, 1e-3);
    assertEquals(0.6 * random.compute(), zeros.compute(), 1e-12);
    assertEquals(0.6 * random.mainMemory(), zeros.mainMemory(), 1e-12);
    double idle = ACTIVE.power().idleWatts() * 1e-3;
    assertEquals(0.6 * (random.idle() - idle), zeros.idle() - idle, 1e-12);
  }

  @Test
  void belowTheVoltageFloorAnOperationSavesNoMoreEnergy() {
    EnergyParameters floored = new EnergyParameters(1, 1, 0, 1, 1, 1, 1, 0.8, 0.03);
    DeviceSpec device = Specimens.withPowerLimit(Specimens.gpu(), 200);
    EnergyModel model = new EnergyModel(device, floored, Duration.SUSTAINED);
    Activity heavy = activity(1e15, 0, 0);
    Throttled slowed = model.throttle(heavy, ClockResponse.overlapped(0.5, 0.5, 0));
    assertTrue(slowed.clockScale() < 0.8, () -> slowed.clockScale() + "");
    double atFloor = free.energy(heavy, 1).compute() * Math.pow(0.8, exponent() - 1);
    assertEquals(atFloor, slowed.energy().compute(), 1e-9);
  }

  private static double exponent() {
    return Specimens.gpu().power().dynamicExponent();
  }

  @Property(tries = 300)
  void partsSumToTheWholeAndPowerStaysBelowWhatTheControllerHolds(
      @ForAll @DoubleRange(min = 0, max = 1e15) double matrix,
      @ForAll @DoubleRange(min = 0, max = 1e11) double bytes,
      @ForAll @DoubleRange(min = 1, max = 1e6) double latencyMicros,
      @ForAll @DoubleRange(min = 0, max = 1) double boundShare) {
    double latency = latencyMicros * 1e-6;
    ClockResponse time =
        new ClockResponse(latency, latency * boundShare, latency * boundShare / 2, 0);
    EnergyModel model = new EnergyModel(ACTIVE, SCALED, Duration.SUSTAINED);
    Throttled result = model.throttle(activity(matrix, 1e6, bytes), time);
    Energy energy = result.energy();
    double parts =
        energy.compute()
            + energy.onChipMemory()
            + energy.mainMemory()
            + energy.links()
            + energy.idle();
    assertEquals(parts, energy.totalJoules(), 1e-9 * parts);
    double watts = energy.totalJoules() / result.latencySeconds();
    double held = 0.98 * ACTIVE.power().limitWatts();
    assertTrue(watts <= held * (1 + 1e-9), () -> watts + " W of " + held);
    assertTrue(result.latencySeconds() >= latency);
  }

  @Property(tries = 300)
  void energyNeverFallsWhenWorkGrows(
      @ForAll @DoubleRange(min = 0, max = 1e14) double matrix,
      @ForAll @DoubleRange(min = 0, max = 1e10) double bytes,
      @ForAll @DoubleRange(min = 1, max = 4) double more,
      @ForAll boolean products) {
    EnergyModel model = new EnergyModel(ACTIVE, SCALED, Duration.SUSTAINED);
    double before = sustainedJoules(model, matrix, bytes);
    double after =
        products
            ? sustainedJoules(model, matrix * more, bytes)
            : sustainedJoules(model, matrix, bytes * more);
    assertTrue(after >= before * (1 - 1e-6), () -> before + " J, then " + after + " J");
  }

  /** Work on a device of 1 PFLOP/s and 3 TB/s. */
  private static double sustainedJoules(EnergyModel model, double matrix, double bytes) {
    double computing = matrix / 1e15;
    double latency = 1e-6 + Math.max(computing, bytes / 3e12);
    ClockResponse time = ClockResponse.overlapped(latency, computing, 1e-6);
    return model.throttle(activity(matrix, 0, bytes), time).energy().totalJoules();
  }
}
