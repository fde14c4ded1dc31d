package ridgepoint.pim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;

/** UPMEM: units that are processors, each with its own bank and copy of the input. */
class ProcessorsTest {
  private static final DeviceSpec UPMEM = new DeviceLibrary().load("upmem-2560");
  private static final PimMachine MEMORY = new PimMachine(UPMEM);

  private static Gemm gemv(long outputs, long inputs, DataType type) {
    Format format = Format.of(type);
    return Gemm.linear(1, inputs, outputs, format, format, type);
  }

  private static double part(OperatorEstimate estimate, String name) {
    return estimate.parts().stream()
        .filter(part -> part.name().equals(name))
        .mapToDouble(Part::seconds)
        .sum();
  }

  @Test
  void multiplyAddsInSoftwareLimitMoreThanTheBanksDo() {
    long outputs = 2560 * 64;
    Gemm gemm = gemv(outputs, 4096, DataType.INT8);
    double computing = part(MEMORY.estimate(gemm), "banks");
    double peak = UPMEM.compute().matrixPeak().get(DataType.INT8);
    assertEquals(2.0 * outputs * 4096 / peak, computing, 0.01 * computing);
  }

  @Test
  void everyProcessorGetsItsOwnCopyOfTheInput() {
    double one = part(MEMORY.estimate(gemv(2560, 4096, DataType.INT8)), "inputs");
    assertEquals(4096.0 * 2560 / 20e9, one, 0.01 * one);
  }

  @Test
  void typesTheProcessorsDoNotMultiplyAreRefusedByName() {
    UnsupportedOperatorException refused =
        assertThrows(
            UnsupportedOperatorException.class,
            () -> MEMORY.estimate(gemv(2560, 4096, DataType.BF16)));
    assertTrue(refused.getMessage().contains("bf16"), refused.getMessage());
  }
}
