package ridgepoint.dram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.hardware.library.DeviceLibrary;

class DeviceDramTest {
  /** Every device of the library has the bandwidth of its datasheet at some clock of its DRAM. */
  @Test
  void clocksGiveTheBandwidthOfDatasheets() {
    DeviceLibrary library = new DeviceLibrary();
    int made = 0;
    for (String id : library.ids()) {
      DeviceSpec device = library.load(id);
      MemoryLevel memory = device.mainMemory();
      if (memory.dram().isPresent()) {
        DeviceDram dram = DeviceDram.of(memory, memory.dram().get());
        double rate = dram.peakBytesPerSecond();
        assertEquals(1, rate / memory.readBytesPerSecond(), 0.003, id);
        made++;
      }
    }
    assertTrue(made > 40, made + " devices name their DRAM");
  }

  /** What a row takes stays the same in seconds, what a burst takes of the bus in cycles. */
  @Test
  void aFasterClockLeavesRowsAsTheyAre() {
    DramConfiguration slow = new DramLibrary().load("HBM2E_3800", DramsimIni.Reading.AS_DRAMSIM3);
    double period = slow.clockPeriodSeconds() / 1.25;
    DramConfiguration fast = Reclocking.of(slow, period, slow.policy());
    assertEquals(slow.timings().ccdS(), fast.timings().ccdS());
    assertEquals(slow.organization(), fast.organization());
    double row = slow.timings().rc() * slow.clockPeriodSeconds();
    assertEquals(row, fast.timings().rc() * period, period);
    assertTrue(
        fast.timings().faw() * period >= 0.97 * slow.timings().faw() * slow.clockPeriodSeconds());
  }
}
