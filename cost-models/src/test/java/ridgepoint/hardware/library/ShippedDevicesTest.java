package ridgepoint.hardware.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;

class ShippedDevicesTest {
  static List<String> deviceIds() {
    return new DeviceLibrary().ids();
  }

  @ParameterizedTest
  @MethodSource("deviceIds")
  void everyDeviceLoadsUnderItsOwnId(String id) {
    DeviceSpec device = new DeviceLibrary().load(id);
    assertEquals(id, device.id());
    assertTrue(device.provenance().containsKey("compute.clock"));
  }

  @ParameterizedTest
  @MethodSource("deviceIds")
  void everyDeviceIsASystemOfOneWithAHost(String id) {
    SystemSpec system = new SystemLibrary().load(id);
    assertEquals(1, system.deviceCount());
    assertTrue(system.host().isPresent());
  }

  @Test
  void bandwidthOfAnH100CanBeDoubledForAWhatIf() {
    List<WhatIf> faster = List.of(WhatIf.parse("memory.hbm.bandwidth=6.7TB/s"));
    DeviceSpec device = new DeviceLibrary().load("h100-sxm", faster);
    assertEquals(6.7e12, device.mainMemory().readBytesPerSecond());
  }
}
