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
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Softmax;

/** Every GPU and CPU of the library, calibrated or not, gives estimates that hold together. */
class LibraryPipelineTest {
  private static final DeviceLibrary LIBRARY = new DeviceLibrary();

  static Stream<DeviceSpec> devices() {
    return LIBRARY.ids().stream()
        .map(LIBRARY::load)
        .filter(device -> device.kind() == DeviceKind.GPU || device.kind() == DeviceKind.CPU);
  }

  @ParameterizedTest
  @MethodSource("devices")
  void pipelineIsBetweenRooflineAndReason(DeviceSpec device) {
    CostModel pipeline = CostModels.of(Fidelity.PIPELINE, device);
    CostModel roofline = CostModels.of(Fidelity.ROOFLINE, device);
    for (Operator operator : operators(computeType(device))) {
      OperatorEstimate estimate = pipeline.estimate(operator);
      double bound = roofline.estimate(operator).latencySeconds();
      double ratio = estimate.latencySeconds() / bound;
      String told = device.id() + " " + operator.kind() + " " + operator.shape();
      assertTrue(ratio >= 1 - 1e-9 && ratio < 8, () -> told + " is " + ratio + " rooflines");
      assertEquals(device.memory().size(), estimate.traffic().size(), told);
      assertTrue(
          estimate.energy().totalJoules()
              <= device.power().limitWatts() * estimate.latencySeconds() * (1 + 1e-9),
          told);
    }
  }

  private static DataType computeType(DeviceSpec device) {
    return ProductSupport.of(device, DataType.FP16) instanceof ProductSupport.Native
        ? DataType.FP16
        : DataType.FP32;
  }

  /** Large enough that launches do not matter. */
  private static List<Operator> operators(DataType type) {
    Format format = Format.of(type);
    return List.of(
        Gemm.linear(4096, 8192, 8192, format, format, type),
        Gemm.linear(1, 16384, 16384, format, format, type),
        new Norm(Norm.Type.RMS, 16384, 8192, true, format, format),
        new Elementwise(Elementwise.Function.SILU_MULTIPLY, 16384, 8192, format, format),
        new Softmax(65536, 4096, format),
        attention(4096, 4096, format, type, Attention.Algorithm.FLASH),
        attention(1, 32768, format, type, Attention.Algorithm.FLASH_SPLIT_KV));
  }

  private static Attention attention(
      long queries, long keys, Format format, DataType type, Attention.Algorithm algorithm) {
    return new Attention(
        8,
        queries,
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
        algorithm);
  }
}
