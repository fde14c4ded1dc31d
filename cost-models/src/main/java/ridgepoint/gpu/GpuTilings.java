package ridgepoint.gpu;

import java.util.List;
import ridgepoint.datatype.ProductRates;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Tiling;

/** The tilings a GPU library would choose from, per operator. */
final class GpuTilings {
  private final GemmTilings gemm;

  GpuTilings(DeviceSpec device, ProductRates products, GpuParameters parameters) {
    gemm = new GemmTilings(device, products, parameters);
  }

  List<Tiling> of(Operator operator) {
    if (operator instanceof Gemm product) {
      return gemm.of(product);
    }
    return List.of(KernelLibrary.kernelFor(operator).defaultTiling());
  }
}
