package ridgepoint.fpga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.Control;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.hardware.Power;
import ridgepoint.hardware.Silicon;
import ridgepoint.input.InputException;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.roofline.RooflineModel;
import ridgepoint.tile.recording.RecordingMachine;

class FpgaMachineTest {
  private static final Format BYTE = Format.of(DataType.INT8);
  private static final Format HALF = Format.of(DataType.FP16);
  private static final FpgaParameters PARAMETERS =
      new FpgaParameters(4096, 40, 0, Double.MAX_VALUE);
  private static final int ROWS = 96;
  private static final int COLUMNS = 128;

  /** Shaped like FlightLLM's overlay of a U280. */
  private static DeviceSpec fpga(int dsps, double clock, double bandwidth) {
    double peak = 2.0 * ROWS * COLUMNS * clock;
    Architecture.FpgaDesign design =
        new Architecture.FpgaDesign(
            "overlay",
            dsps,
            574_000,
            943_000,
            1252,
            792,
            clock,
            ROWS,
            COLUMNS,
            34e6,
            1e-6,
            Architecture.FpgaDataflow.streaming(ROWS, COLUMNS, 32));
    Architecture.Fpga fabric =
        new Architecture.Fpga(
            9024,
            1_303_680,
            2_607_360,
            2016,
            960,
            Map.of(DataType.INT8, 2.0),
            Map.of(),
            32,
            0.92,
            design);
    return new DeviceSpec(
        "fpga",
        "fpga",
        DeviceKind.FPGA,
        "test",
        2026,
        new Compute(
            1,
            clock,
            Map.of(DataType.INT8, peak, DataType.FP16, peak / 4),
            Map.of(),
            Map.of(DataType.FP32, 256 * clock),
            128 * clock),
        List.of(
            new MemoryLevel("buffer", 34e6, 1, 7e12, 7e12, 1e-8, 4e-12, true),
            new MemoryLevel("hbm", 8e9, 1, bandwidth, bandwidth, 1e-7, 3e-11, true)),
        new Control(1e-6, 0, 0),
        Map.of(),
        new Power(225, 45, 0, Map.of(DataType.INT8, 7e-13), 5e-12, 1e-11, 1),
        new Silicon(
            "16 nm", OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
        fabric,
        Optional.empty(),
        Map.of());
  }

  private static final DeviceSpec U280 = fpga(6345, 225e6, 460e9);

  private static PipelineModel model(DeviceSpec device) {
    return new PipelineModel(
        device,
        new FpgaMachine(device, PARAMETERS),
        (operator, tiling) ->
            RecordingMachine.record(KernelLibrary.kernelFor(operator).program(tiling)));
  }

  private static Gemm gemm(long m, long n, long k) {
    return Gemm.linear(m, k, n, BYTE, BYTE, DataType.INT8);
  }

  private static Attention decode(long keys) {
    return new Attention(
        1,
        1,
        keys,
        32,
        8,
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

  @Test
  void decodeStreamsWeightsAndPrefillFillsTheEngine() {
    OperatorEstimate step = model(U280).estimate(gemm(1, 11008, 4096));
    assertEquals(Bound.MEMORY, step.bound());
    double bandwidth = step.work().read().weight() / step.latencySeconds();
    assertTrue(bandwidth > 0.8 * 460e9 && bandwidth < 460e9, "reaches " + bandwidth);
    OperatorEstimate prompt = model(U280).estimate(gemm(512, 11008, 4096));
    assertEquals("engine", prompt.boundDetail());
  }

  @Test
  void aDesignWithMoreDspsThanTheFabricIsRefusedByNumber() {
    InputException refused =
        assertThrows(InputException.class, () -> model(fpga(10_000, 225e6, 460e9)));
    assertTrue(refused.getMessage().contains("10000 DSPs of 9024"), refused.getMessage());
  }

  @Test
  void aShortTransferDoesNotReachEveryChannel() {
    Gemm small = gemm(1, 64, 64);
    double few = model(U280).estimate(small).latencySeconds();
    double spread =
        new PipelineModel(
                U280,
                new FpgaMachine(U280, new FpgaParameters(1, 40, 0, Double.MAX_VALUE)),
                (operator, tiling) ->
                    RecordingMachine.record(KernelLibrary.kernelFor(operator).program(tiling)))
            .estimate(small)
            .latencySeconds();
    assertTrue(few > spread);
  }

  @Property(tries = 60)
  void neverFasterThanTheRooflineAndNeverSlowerWithMore(
      @ForAll @LongRange(min = 1, max = 600) long m,
      @ForAll @LongRange(min = 1, max = 6000) long n,
      @ForAll @LongRange(min = 1, max = 6000) long k,
      @ForAll @DoubleRange(min = 1, max = 4) double more) {
    Operator operator = gemm(m, n, k);
    OperatorEstimate base = model(U280).estimate(operator);
    double latency = base.latencySeconds();
    assertTrue(latency >= new RooflineModel(U280).estimate(operator).latencySeconds() * (1 - 1e-9));
    double wider = model(fpga(6345, 225e6, 460e9 * more)).estimate(operator).latencySeconds();
    assertTrue(wider <= latency * (1 + 1e-9));
    double faster = model(fpga(6345, 225e6 * more, 460e9)).estimate(operator).latencySeconds();
    assertTrue(faster <= latency * (1 + 1e-9));
    double parts = base.parts().stream().mapToDouble(part -> part.seconds()).sum();
    assertEquals(latency, parts, 1e-9 * latency);
  }

  @Property(tries = 30)
  void attentionIsNeverFasterThanTheRoofline(@ForAll @LongRange(min = 1, max = 9000) long keys) {
    double roofline = new RooflineModel(U280).estimate(decode(keys)).latencySeconds();
    assertTrue(model(U280).estimate(decode(keys)).latencySeconds() >= roofline * (1 - 1e-9));
  }
}
