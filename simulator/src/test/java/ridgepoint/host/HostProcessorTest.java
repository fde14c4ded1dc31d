package ridgepoint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.host.HostMeasurements.Level;
import ridgepoint.host.HostMeasurements.Rate;
import ridgepoint.host.HostProcessor.Cache;

class HostProcessorTest {
  @TempDir Path root;

  @Test
  void cachesAreReadFromTheSystem() throws IOException {
    file("proc/cpuinfo", "processor : 0\nvendor_id : AuthenticAMD\nmodel name : EPYC \"X\"\n");
    file("proc/meminfo", "MemTotal:       1024 kB\n");
    cache(0, "1", "Data", "32K", "0");
    cache(1, "1", "Instruction", "32K", "0");
    cache(2, "2", "Unified", "1024K", "0");
    cache(3, "3", "Unified", "32M", "0-3,8-11");
    for (int core = 0; core < 8; core++) {
      String socket = core < 4 ? "0" : "1";
      file("sys/devices/system/cpu/cpu" + core + "/topology/physical_package_id", socket);
    }
    HostProcessor found = HostProcessor.find(root, 8);
    assertEquals("AMD", found.vendor());
    assertEquals(2, found.sockets());
    assertFalse(found.cachesAreAssumed());
    assertEquals(1 << 20, found.memoryBytes().orElseThrow());
    assertEquals(
        List.of(
            new Cache(1, 32 << 10, 1, 8),
            new Cache(2, 1 << 20, 1, 8),
            new Cache(3, 32 << 20, 8, 8)),
        found.caches());
  }

  @Test
  void aSystemThatSaysNothingGetsUsualCachesAndTheDescriptionSaysSo() {
    HostProcessor found = HostProcessor.find(root, 4);
    assertTrue(found.cachesAreAssumed());
    assertEquals(3, found.caches().size());
    String yaml = new HostDescription(found, measured(), "2026-01-31").yaml(3, 0.1, 0.05);
    assertTrue(yaml.contains("32 KiB, from: assumed, source: usual"), yaml);
    assertTrue(yaml.contains("over and over; 8192 KiB is usual"), yaml);
  }

  @Test
  void theDescriptionReadsBackAsTheMachineThatWasMeasured() throws IOException {
    file("proc/cpuinfo", "model name : A \"quoted\" \\ name\nvendor_id : GenuineIntel\n");
    HostDescription description =
        new HostDescription(HostProcessor.find(root, 4), measured(), "2026-01-31");
    DeviceSpec device = description.device(description.yaml(18, 0.2, 0.1));
    assertEquals("A \"quoted\" \\ name", device.name());
    assertEquals(4, device.compute().units());
    assertEquals(800e9, device.compute().vectorRate(), 1);
    assertEquals(60e9, device.mainMemory().readBytesPerSecond(), 1);
    assertEquals(2e-6, device.control().launchSeconds(), 1e-12);
    assertEquals(6e6, device.memory().get(2).capacityBytes(), 3e3, "of 8 MiB, as measured");
    Architecture.Cpu cpu = (Architecture.Cpu) device.architecture();
    assertEquals(2, cpu.coresToSaturateMemory(), 1e-9);
    assertEquals(
        0.8, device.calibration().orElseThrow().parameters("any").get("product-efficiency"), 1e-9);
  }

  @Test
  void pipelineAndCycleModelAgreeOnProductsOfTheHost() {
    HostDescription description =
        new HostDescription(HostProcessor.find(root, 2), measured(), "2026-01-31");
    DeviceSpec device = description.device(description.yaml(1, 0, 0));
    List<HostKernels.Case> few = HostKernels.cases().subList(0, 4);
    for (HostKernels.Prediction one : HostKernels.predict(device, few)) {
      double ratio = one.cycleSeconds() / one.pipelineSeconds();
      assertTrue(one.pipelineSeconds() > 1e-6 && one.pipelineSeconds() < 1, one::toString);
      assertTrue(ratio > 0.5 && ratio < 2, one::toString);
    }
  }

  private static HostMeasurements measured() {
    Rate rate = new Rate(30e9, 60e9);
    return new HostMeasurements(
        "512-bit vectors",
        16,
        3e9,
        new Rate(100e9, 400e9),
        List.of(
            new Level("l1", 32768, 1e4, rate, rate, 1e-9),
            new Level("l2", 1048576, 1e5, rate, rate, 5e-9),
            new Level("l3", 6e6, 1e6, rate, rate, 2e-8),
            new Level("dram", 0, 1e8, rate, rate, 1e-7)),
        new KernelRates(80e9, 20e9, 5e-9, 4e-10, 3e9, 1e9),
        new ProgramOverheads(2e-6, 5e-6, 1e-7, 5e-8));
  }

  private void cache(int index, String level, String type, String size, String shared)
      throws IOException {
    String folder = "sys/devices/system/cpu/cpu0/cache/index" + index + "/";
    file(folder + "level", level + "\n");
    file(folder + "type", type + "\n");
    file(folder + "size", size + "\n");
    file(folder + "shared_cpu_list", shared + "\n");
    file(folder + "ways_of_associativity", "8\n");
  }

  private void file(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }
}
