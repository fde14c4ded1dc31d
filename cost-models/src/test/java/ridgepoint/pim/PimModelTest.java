package ridgepoint.pim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.golden.GoldenFile;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.Control;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.hardware.Power;
import ridgepoint.hardware.Silicon;
import ridgepoint.network.NetworkDevices;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Role;
import ridgepoint.roofline.RooflineModel;

class PimModelTest {
  private static final Format HALF = Format.of(DataType.FP16);
  private static final double CYCLE = 1e-9;

  /**
   * Four stacks as the PIMSimulator bench has them: 64 channels, 8 units a channel at the even and
   * odd banks, one 32-byte column per tCCD_L = 4 cycles of 1 ns, 8 accumulators.
   */
  private static DeviceSpec aquabolt(double special, double internalFactor) {
    double command = 4 * CYCLE / internalFactor;
    double internal = 64 * 8 * 32 / command;
    return new DeviceSpec(
        "pim",
        "pim",
        DeviceKind.PIM,
        "test",
        2021,
        new Compute(512, 250e6, Map.of(DataType.FP16, internal), Map.of(), Map.of(), special),
        List.of(new MemoryLevel("hbm", 24e9, 1, 1024e9, 1024e9, 1e-7, 3e-11, true)),
        new Control(0, 0, 0),
        Map.of(),
        new Power(200, 20, 0, Map.of(DataType.FP16, 1e-12), 1e-12, 1e-12, 1),
        new Silicon(
            "20 nm", OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
        new Architecture.Pim(
            "gpu",
            64,
            8,
            16,
            8,
            false,
            internal,
            1024e9,
            256,
            410 * CYCLE,
            command,
            17 * CYCLE,
            1024,
            33 * CYCLE,
            373.0 / 3900,
            Optional.empty()),
        Optional.empty(),
        Map.of());
  }

  private static Gemm gemv(long vectors, long outputs, long inputs) {
    return Gemm.linear(vectors, inputs, outputs, HALF, HALF, DataType.FP16);
  }

  private static Attention decode(long batch, long keys, int heads, int kvHeads) {
    return new Attention(
        batch,
        1,
        keys,
        heads,
        kvHeads,
        128,
        128,
        0,
        0,
        true,
        false,
        HALF,
        HALF,
        Role.KV_CACHE,
        DataType.FP16,
        Attention.Algorithm.FLASH);
  }

  /** Reads from memory at the rate of the bench's host: 0.91 of 1,024 GB/s. */
  private static CostModel host() {
    DeviceSpec gpu = NetworkDevices.GPU;
    MemoryLevel memory = new MemoryLevel("hbm", 24e9, 1, 932e9, 932e9, 5e-7, 3e-11, false);
    return new RooflineModel(
        new DeviceSpec(
            gpu.id(),
            gpu.name(),
            gpu.kind(),
            gpu.vendor(),
            gpu.year(),
            gpu.compute(),
            List.of(memory),
            gpu.control(),
            gpu.links(),
            gpu.power(),
            gpu.silicon(),
            gpu.architecture(),
            gpu.calibration(),
            gpu.provenance()));
  }

  @Test
  void matrixVectorProductsAgreeWithPimSimulator() throws IOException {
    PimMachine memory = new PimMachine(aquabolt(0, 1));
    List<Double> errors = new ArrayList<>();
    for (Map<String, String> row : GoldenFile.rows("golden/hbm_pim.csv")) {
      if (row.get("kernel").equals("GEMV")) {
        Gemm gemm =
            gemv(
                Long.parseLong(row.get("batch")),
                Long.parseLong(row.get("out_dim")),
                Long.parseLong(row.get("in_dim")));
        double expected = Double.parseDouble(row.get("pim_cycles")) * CYCLE;
        errors.add(memory.estimate(gemm).latencySeconds() / expected - 1);
      }
    }
    assertTrue(errors.size() >= 8);
    double mean = errors.stream().mapToDouble(Math::abs).average().orElseThrow();
    assertTrue(mean < 0.06, "mean error " + mean + " of " + errors);
  }

  @Test
  void oneVectorIsFasterInTheBanksAndManyAreFasterOnTheHost() {
    PimModel model = new PimModel(aquabolt(0, 1), host(), 50);
    assertTrue(model.estimate(gemv(1, 4096, 4096)).mapping().contains("units"));
    assertEquals("on the host gpu", model.estimate(gemv(16, 4096, 4096)).reason());
  }

  @Test
  void theMemoryAloneRefusesWhatItCannotComputeAndNamesItsHost() {
    PimMachine memory = new PimMachine(aquabolt(0, 1));
    Norm norm = new Norm(Norm.Type.RMS, 8, 4096, false, HALF, HALF);
    UnsupportedOperatorException refused =
        assertThrows(UnsupportedOperatorException.class, () -> memory.estimate(norm));
    assertTrue(refused.getMessage().contains("host gpu"), refused.getMessage());
  }

  @Test
  void softmaxGoesThroughTheHostWhereTheMemoryHasNone() {
    PimModel without = new PimModel(aquabolt(0, 16), host(), 50);
    PimModel with = new PimModel(aquabolt(1e12, 16), host(), 50);
    OperatorEstimate viaHost = without.estimate(decode(1, 65536, 64, 64));
    assertTrue(
        viaHost.parts().stream().anyMatch(part -> part.name().equals("softmax on host")),
        viaHost.parts().toString());
    double inMemory = with.estimate(decode(1, 65536, 64, 64)).latencySeconds();
    assertTrue(inMemory < viaHost.latencySeconds());
  }

  @Test
  void queriesThatShareKeysReadThemAgainInTheBanks() {
    PimMachine memory = new PimMachine(aquabolt(1e12, 1));
    double own = memory.estimate(decode(8, 4096, 8, 8)).latencySeconds();
    double shared = memory.estimate(decode(8, 4096, 64, 8)).latencySeconds();
    assertEquals(8, shared / own, 0.5);
    OperatorEstimate estimate = memory.estimate(decode(8, 4096, 64, 8));
    assertEquals("banks", estimate.traffic().get(0).level());
    assertEquals(8 * estimate.work().read().kvCache(), estimate.traffic().get(0).bytes(), 1);
  }

  @Property(tries = 200)
  void partsSumAndFasterBanksNeverTakeLonger(
      @ForAll @LongRange(min = 1, max = 64) long vectors,
      @ForAll @LongRange(min = 1, max = 20000) long outputs,
      @ForAll @LongRange(min = 1, max = 20000) long inputs,
      @ForAll @DoubleRange(min = 1, max = 16) double faster) {
    Gemm gemm = gemv(vectors, outputs, inputs);
    OperatorEstimate slow = new PimMachine(aquabolt(0, 1)).estimate(gemm);
    OperatorEstimate fast = new PimMachine(aquabolt(0, faster)).estimate(gemm);
    assertTrue(fast.latencySeconds() <= slow.latencySeconds() * (1 + 1e-9));
    double parts = slow.parts().stream().mapToDouble(Part::seconds).sum();
    assertEquals(slow.latencySeconds(), parts, 1e-9 * parts);
    double ideal = gemm.work().read().weight() * vectors / (64 * 8 * 32 / (4 * CYCLE));
    assertTrue(slow.latencySeconds() >= ideal, "not faster than internal bandwidth allows");
  }
}
