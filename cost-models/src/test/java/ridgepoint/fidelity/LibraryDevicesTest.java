package ridgepoint.fidelity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ridgepoint.datatype.ProductSupport;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.CausalConvolution;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.GroupedGemm;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Rotary;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.Softmax;
import ridgepoint.operator.StateScan;

/** Every shipped NPU, FPGA and PIM device answers for the operators of a transformer layer. */
class LibraryDevicesTest {

  static Stream<DeviceSpec> devices() {
    DeviceLibrary library = new DeviceLibrary();
    return library.ids().stream()
        .map(library::load)
        .filter(
            device ->
                device.kind() == DeviceKind.NPU
                    || device.kind() == DeviceKind.FPGA
                    || device.kind() == DeviceKind.PIM);
  }

  private static List<Operator> layer(DataType type, long tokens, long keys) {
    Format format = Format.of(type);
    return List.of(
        new Embedding(tokens, 32000, 4096, format, format),
        new Norm(Norm.Type.RMS, tokens, 4096, true, format, format),
        Gemm.linear(tokens, 4096, 4096, format, format, type),
        new Rotary(tokens, 32, 128, format),
        new Attention(
            1,
            tokens,
            keys,
            32,
            8,
            128,
            128,
            0,
            0,
            true,
            false,
            format,
            format,
            Role.KV_CACHE,
            type,
            Attention.Algorithm.FLASH),
        Gemm.linear(tokens, 4096, 11008, format, format, type),
        new Elementwise(Elementwise.Function.SILU_MULTIPLY, tokens, 11008, format, format),
        new Softmax(tokens * 32, keys, format),
        new Gemm(
            1, tokens, 4096, 4096, format, format, format, Role.WEIGHT, Role.ACTIVATION, type, 0.5),
        Gemm.linear(tokens, 4096, 4096, format, Format.grouped(DataType.INT4, 128, 4), type),
        new GroupedGemm(
            Math.min(8, 2 * tokens), 2 * tokens, 1408, 2048, format, format, format, type),
        new MoeRouting(tokens, 64, 2, format),
        new MoePermute(MoePermute.Direction.DISPATCH, 2 * tokens, tokens, 4096, format),
        new CausalConvolution(1, tokens, 4096, 4, format, format),
        new StateScan(StateScan.Type.MAMBA2, 1, tokens, 32, 64, 128, 1, format, format),
        new Sampling(tokens, 32000, true, format));
  }

  private static DataType typeOf(DeviceSpec device) {
    return Stream.of(DataType.BF16, DataType.FP16, DataType.FP32)
        .filter(type -> ProductSupport.of(device, type) instanceof ProductSupport.Native)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("devices")
  void aLayerIsNeverFasterThanItsRooflineAndItsPartsSum(DeviceSpec device) {
    CostModel roofline = CostModels.of(Fidelity.ROOFLINE, device);
    CostModel pipeline = CostModels.of(Fidelity.PIPELINE, device);
    DataType type = typeOf(device);
    for (long tokens : new long[] {1, 300}) {
      for (Operator operator : layer(type, tokens, 2048)) {
        String name = device.id() + " " + operator.kind() + " " + operator.shape();
        OperatorEstimate estimate = pipeline.estimate(operator);
        double latency = estimate.latencySeconds();
        double least = roofline.estimate(operator).latencySeconds();
        assertTrue(latency >= least * (1 - 1e-9), name + ": " + latency + " < " + least);
        double parts = estimate.parts().stream().mapToDouble(part -> part.seconds()).sum();
        assertEquals(latency, parts, 1e-9 * latency, name);
        double energy = estimate.energy().totalJoules();
        assertTrue(energy > 0 && Double.isFinite(energy), name);
      }
    }
  }
}
