package ridgepoint.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Specimens;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;

class CpuPipelineTest {
  private static final DeviceSpec XEON = new DeviceLibrary().load("xeon-8480plus");
  private final CostModel pipeline = CostModels.of(Fidelity.PIPELINE, XEON);

  private static Gemm linear(long tokens, long inputs, long outputs, DataType compute) {
    Format format = Format.of(compute);
    return Gemm.linear(tokens, inputs, outputs, format, format, compute);
  }

  @Test
  void decodeGemvOnXeonIsBoundByMainMemory() {
    OperatorEstimate estimate = pipeline.estimate(linear(1, 8192, 8192, DataType.BF16));
    assertEquals(Bound.MEMORY, estimate.bound());
    double bytesPerSecond = 2.0 * 8192 * 8192 / estimate.latencySeconds();
    assertTrue(bytesPerSecond > 0.5 * 307.2e9 && bytesPerSecond < 307.2e9);
  }

  @Test
  void amxMultipliesManyTimesFasterThanSimd() {
    double amx = pipeline.estimate(linear(2048, 4096, 4096, DataType.BF16)).latencySeconds();
    double simd = pipeline.estimate(linear(2048, 4096, 4096, DataType.FP32)).latencySeconds();
    assertTrue(simd > 5 * amx, () -> simd + " against " + amx);
  }

  @Test
  void largeProductReachesTheShareOfPeakItsDefaultsAllow() {
    OperatorEstimate estimate = pipeline.estimate(linear(4096, 4096, 4096, DataType.BF16));
    double rate = 2.0 * 4096 * 4096 * 4096 / estimate.latencySeconds();
    assertTrue(rate > 0.5 * 114.7e12 && rate < 0.9 * 114.7e12, () -> rate / 1e12 + " TFLOP/s");
  }

  @Test
  void fewerCoresThanSaturateMemoryDrawLessOfIt() {
    DeviceSpec hungry = withCoresToSaturate(112);
    double waiting =
        CostModels.of(Fidelity.PIPELINE, hungry)
            .estimate(linear(1, 8192, 8192, DataType.BF16))
            .latencySeconds();
    double usual = pipeline.estimate(linear(1, 8192, 8192, DataType.BF16)).latencySeconds();
    assertTrue(waiting > 1.8 * usual, () -> waiting + " against " + usual);
  }

  private static DeviceSpec withCoresToSaturate(double cores) {
    Architecture.Cpu cpu = (Architecture.Cpu) XEON.architecture();
    return Specimens.with(
        XEON,
        new Architecture.Cpu(
            cpu.sockets(),
            cpu.coresPerSocket(),
            cpu.simdBits(),
            cpu.fusedMultiplyAddPipes(),
            cpu.matrixExtension(),
            cores));
  }
}
