package ridgepoint.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Gemm;

/** Two sockets, and the tile registers of their cores. */
class SocketLinksTest {
  private static final Format HALF = Format.of(DataType.BF16);
  private static final long SIDE = 8192;
  private static final double WEIGHTS = 2.0 * SIDE * SIDE;

  private static DeviceSpec twoSockets(String... changes) {
    List<WhatIf> whatIfs = new ArrayList<>();
    for (String change : changes) {
      whatIfs.add(WhatIf.parse(change));
    }
    return new DeviceLibrary().load("xeon-8480plus-numa", whatIfs);
  }

  private static double seconds(DeviceSpec device, Fidelity fidelity, long rows) {
    Gemm gemm = Gemm.linear(rows, SIDE, SIDE, HALF, HALF, DataType.BF16);
    OperatorEstimate estimate = CostModels.of(fidelity, device).estimate(gemm);
    return estimate.latencySeconds();
  }

  /** Half of the weights cross, in both directions at once. */
  @ParameterizedTest
  @EnumSource(
      value = Fidelity.class,
      names = {"PIPELINE", "CYCLE"})
  void whatLiesAtTheOtherSocketComesOverTheLink(Fidelity fidelity) {
    double crossing = WEIGHTS / 2 / (2 * 20e9);
    double slow = seconds(twoSockets("cpu.socket_link.bandwidth=20GB/s"), fidelity, 1);
    assertTrue(slow >= crossing, slow + " under " + crossing);
    assertEquals(crossing, slow, 0.25 * crossing);
    double usual = seconds(twoSockets(), fidelity, 1);
    double free = seconds(twoSockets("cpu.socket_link.bandwidth=1000GB/s"), fidelity, 1);
    assertTrue(free < usual && usual < slow, free + " < " + usual + " < " + slow);
  }

  @Test
  void oneSocketHasNoLink() {
    assertThrows(
        InputException.class, () -> twoSockets("cpu.sockets=1", "cpu.cores_per_socket=112"));
  }

  /** Faster than SIMD could be at its peak; sixteen rows take what reading the weights takes. */
  @Test
  void tileRegistersMultiplyFasterThanSimd() {
    DeviceSpec one = new DeviceLibrary().load("xeon-8480plus");
    double peak = one.compute().matrixPeak().get(DataType.BF16);
    for (Fidelity fidelity : List.of(Fidelity.PIPELINE, Fidelity.CYCLE)) {
      double many = seconds(one, fidelity, 4096);
      double rate = 2.0 * 4096 * SIDE * SIDE / many;
      assertTrue(rate > one.compute().vectorRate(), fidelity + ": " + rate);
      assertTrue(rate <= peak, fidelity + ": " + rate + " of " + peak);
      double few = seconds(one, fidelity, 16);
      assertTrue(few < many / 8, fidelity + ": " + few + " of " + many);
    }
  }
}
