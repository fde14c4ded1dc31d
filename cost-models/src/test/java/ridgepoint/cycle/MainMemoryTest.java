package ridgepoint.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.cpu.CpuCycleMachine;
import ridgepoint.dram.DeviceDram;
import ridgepoint.dram.DramLibrary;
import ridgepoint.dram.DramResult;
import ridgepoint.dram.DramsimIni;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.event.Listener;
import ridgepoint.event.Outcome;
import ridgepoint.event.Settings;
import ridgepoint.event.Simulation;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.fpga.FpgaCycleMachine;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;

/** Main memory of CPUs and FPGAs, played by its controllers while cores and ports wait for it. */
class MainMemoryTest {
  private static DeviceSpec device(String id, String... changes) {
    return new DeviceLibrary().load(id, List.of(changes).stream().map(WhatIf::parse).toList());
  }

  private static Gemm product(String type, long m, long n, long k) {
    Format format = Format.of(DataType.parse(type).orElseThrow());
    return Gemm.linear(m, k, n, format, format, format.type());
  }

  /** All have one interface, so that all accesses are played, and those are lines. */
  @ParameterizedTest
  @CsvSource({"raspberry-pi-5, fp32, 1", "raspberry-pi-5, fp32, 96", "kria-kv260, int8, 1"})
  void allBytesThatAreCountedGoThroughTheControllers(String id, String type, int tokens) {
    boolean isFpga = id.startsWith("kria");
    DeviceSpec device =
        isFpga ? device(id) : device(id, "memory.lpddr.dram.standard=DDR4_4Gb_x8_2400");
    Gemm product = product(type, tokens, 512, 2048);
    CycleMachine machine = isFpga ? new FpgaCycleMachine(device) : new CpuCycleMachine(device);
    Tiling tiling = ((PipelineModel) CostModels.of(Fidelity.PIPELINE, device)).tiling(product);
    Recording recording = CostModels.record(product, tiling);
    MemoryLevel memory = device.mainMemory();
    DeviceDram dram = DeviceDram.of(memory, memory.dram().orElseThrow());
    CyclePass pass =
        machine
            .prepared(product, tiling, recording, recording)
            .apply(new MemoryTiming.ByCommand(dram));
    Outcome outcome = new Simulation(pass.program(), Settings.USUAL, Listener.NONE).run();
    double[] counted = new double[1];
    int main = device.memory().size() - 1;
    outcome.eachTag(
        (tag, times) -> {
          Event event = pass.event(tag);
          counted[0] += event.level() == main ? times * event.bytes() : 0;
        });
    assertEquals(counted[0], pass.played().movedBytes(), 1e-6 * counted[0]);
    DramResult result = pass.played().result();
    double accessed = result.requests() * (double) dram.memory().organization().accessBytes();
    assertEquals(counted[0], accessed, 0.02 * counted[0]);
  }

  private static double seconds(DeviceSpec device, Gemm product) {
    return CostModels.of(Fidelity.CYCLE, device).estimate(product).latencySeconds();
  }

  @ParameterizedTest
  @CsvSource({
    "epyc-9654, ddr, 460.8, bf16",
    "xeon-8480plus-numa, ddr, 614.4, bf16",
    "raspberry-pi-5, lpddr, 17, fp32",
    "alveo-u280, hbm, 460, int8",
    "kria-kv260, ddr, 19.2, int8"
  })
  void moreBandwidthIsNotSlowerAndRunsAreAlike(
      String id, String level, double bandwidth, String type) {
    Gemm product = product(type, 1, 1024, 4096);
    String faster = "memory.%s.bandwidth=%.1f GB/s".formatted(level, 1.5 * bandwidth);
    double usual = seconds(device(id), product);
    assertEquals(usual, seconds(device(id), product));
    assertTrue(seconds(device(id, faster), product) <= usual, id);
  }

  @ParameterizedTest
  @CsvSource({"epyc-9654, bf16", "versal-vhk158, int8"})
  void anotherDramIsPlayedInstead(String id, String type) {
    DeviceSpec device = device(id);
    Gemm product = product(type, 1, 4096, 4096);
    OperatorEstimate own = cycle(device, CycleSettings.USUAL, product);
    CycleSettings.MemoryChoice random =
        new CycleSettings.MemoryChoice.Of(
            new DramLibrary().load("DDR3_8Gb_x8_1600", DramsimIni.Reading.AS_MEANT));
    OperatorEstimate other = cycle(device, CycleSettings.USUAL.on(random), product);
    assertEquals(own.work(), other.work());
    assertTrue(own.latencySeconds() != other.latencySeconds());
    OperatorEstimate rate =
        cycle(device, CycleSettings.USUAL.on(new CycleSettings.MemoryChoice.AtRate()), product);
    assertEquals(1, rate.latencySeconds() / own.latencySeconds(), 0.5);
  }

  /** A window of a pass tells what all of it would. */
  @Test
  void aWindowStandsForAWholePass() {
    DeviceSpec device = device("epyc-9654");
    Gemm product = product("bf16", 1, 8192, 4096);
    double window = cycle(device, CycleSettings.USUAL, product).latencySeconds();
    double whole = cycle(device, CycleSettings.USUAL.playingWhole(), product).latencySeconds();
    assertEquals(1, window / whole, 0.15);
  }

  private static OperatorEstimate cycle(DeviceSpec device, CycleSettings settings, Gemm product) {
    return CostModels.cycle(device, OperatingConditions.usual(), settings).estimate(product);
  }
}
