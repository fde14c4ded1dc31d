package ridgepoint.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;

class BandwidthCurveTest {
  private static final DeviceLibrary DEVICES = new DeviceLibrary();

  private static MemoryLevel cache(String device, WhatIf... whatIfs) {
    return DEVICES.load(device, List.of(whatIfs)).memoryLevel("l2").orElseThrow();
  }

  @Test
  void aLevelWithoutACurveIsFlat() {
    MemoryLevel level = new MemoryLevel("l2", 1e6, 2, 3e12, 1e12, 1e-7, 1e-12, false);
    assertEquals(3e12, level.readBytesPerSecond(1));
    assertEquals(3e12, level.readBytesPerSecond(1e9));
  }

  @Test
  void theCacheOfAnA100FallsAsMeasured() {
    MemoryLevel cache = cache("a100-sxm-80gb");
    double kib = 1024;
    assertEquals(5430e9, cache.readBytesPerSecond(18432 * kib), 1e7);
    assertEquals(3999.5e9, cache.readBytesPerSecond(30720 * kib), 1e10);
    assertEquals(1945.5e9, cache.readBytesPerSecond(52736 * kib), 1e10);
    assertEquals(1945.5e9, cache.readBytesPerSecond(1e9), 1e10);
  }

  @Test
  void halfwayBetweenTwoPointsIsTheirMean() {
    BandwidthCurve curve =
        new BandwidthCurve(
            List.of(new BandwidthCurve.Point(0.5, 1), new BandwidthCurve.Point(1, 0.4)));
    assertEquals(1, curve.share(0.2));
    assertEquals(0.7, curve.share(0.75), 1e-12);
    assertEquals(0.4, curve.share(1.5));
  }

  @Test
  void theCurveGoesAlongWithAWhatIfOfCapacityOrBandwidth() {
    double kneeBytes = 30 * 1024 * 1024;
    double asBuilt = cache("a100-sxm-80gb").readBytesPerSecond(kneeBytes);
    WhatIf larger = WhatIf.parse("memory.l2.capacity=80MiB");
    WhatIf faster = WhatIf.parse("memory.l2.bandwidth=10860GB/s");
    assertEquals(5430e9, cache("a100-sxm-80gb", larger).readBytesPerSecond(kneeBytes), 1);
    assertEquals(2 * asBuilt, cache("a100-sxm-80gb", faster).readBytesPerSecond(kneeBytes), 1);
  }

  @Test
  void readingALargerWorkingSetNeverTakesLess() {
    for (String id : DEVICES.ids()) {
      for (MemoryLevel level : DEVICES.load(id).memory()) {
        double before = 0;
        for (double share = 0.05; share < 3; share += 0.05) {
          double bytes = share * level.totalCapacityBytes();
          double seconds = bytes / level.readBytesPerSecond(bytes);
          assertTrue(seconds > before, id + " " + level.name() + " at " + share);
          before = seconds;
        }
      }
    }
  }
}
