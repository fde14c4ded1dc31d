package ridgepoint.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.Energy;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.hardware.SystemSpec.Topology;
import ridgepoint.input.InputException;
import ridgepoint.network.Network;
import ridgepoint.network.NetworkDevices;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Transfer;
import ridgepoint.operator.Transfer.Place;

class SystemCostModelTest {
  private static final Format HALF = Format.of(DataType.FP16);
  private static final NetworkLevel NODE =
      new NetworkLevel("nvlink", Topology.SWITCH, 8, 450e9, 0.6e-6, 0.8, true, 1e-11);

  /** Takes a fixed time for everything, so that it shows who was asked. */
  private static CostModel constant(double seconds, String name) {
    return operator ->
        new OperatorEstimate(
            seconds,
            Energy.ZERO,
            Bound.COMPUTE,
            name,
            operator.work(),
            List.of(),
            List.of(new Part(name, seconds)),
            List.of(),
            "",
            "");
  }

  private static SystemSpec system(boolean attached, Optional<SystemSpec.Host> host) {
    return new SystemSpec(
        "test",
        "test",
        NetworkDevices.GPU,
        8,
        attached ? Optional.of(NetworkDevices.GPU) : Optional.empty(),
        List.of(NODE),
        host);
  }

  private static Attention decode(long queries, long keys) {
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
        HALF,
        HALF,
        Role.KV_CACHE,
        DataType.FP16,
        Attention.Algorithm.FLASH);
  }

  private static final Operator GEMM = Gemm.linear(1, 4096, 4096, HALF, HALF, DataType.FP16);

  @Test
  void deviceOperatorsGoToTheDevice() {
    SystemCostModel model =
        new SystemCostModel(system(false, Optional.empty()), constant(1e-3, "device"));
    assertEquals("device", model.estimate(GEMM).boundDetail());
  }

  @Test
  void collectivesAreBoundByTheNetworkAndSayTheAlgorithm() {
    SystemCostModel model =
        new SystemCostModel(system(false, Optional.empty()), constant(1e-3, "device"));
    OperatorEstimate estimate =
        model.estimate(new Collective(Collective.Type.ALL_REDUCE, 8192, 8, 1, HALF));
    assertEquals(Bound.NETWORK, estimate.bound());
    assertEquals("nvlink", estimate.boundDetail());
    assertTrue(estimate.mapping().contains("one-shot"), estimate.mapping());
    assertTrue(estimate.energy().links() > 0);
  }

  @Test
  void devicesShareTheHostsMemory() {
    SystemSpec.Host host = new SystemSpec.Host(1e12, 80e9, 0, 0, 0);
    SystemCostModel model =
        new SystemCostModel(system(false, Optional.of(host)), constant(1e-3, "device"));
    OperatorEstimate estimate =
        model.estimate(new Transfer(Place.HOST, Place.DEVICE, Role.WEIGHT, 1e9));
    assertEquals(Bound.TRANSFER, estimate.bound());
    assertEquals("host-memory", estimate.boundDetail());
    assertEquals(0.1, estimate.latencySeconds(), 1e-4);
  }

  @Test
  void aTransferToStorageThatIsNotDescribedIsRefused() {
    SystemCostModel model =
        new SystemCostModel(system(false, Optional.empty()), constant(1e-3, "device"));
    Transfer transfer = new Transfer(Place.STORAGE, Place.DEVICE, Role.WEIGHT, 1e9);
    InputException refused = assertThrows(InputException.class, () -> model.estimate(transfer));
    assertTrue(refused.getMessage().contains("storage"), refused.getMessage());
  }

  @Test
  void decodeAttentionGoesToTheAttachedDeviceAndPromptsStay() {
    SystemSpec spec = system(true, Optional.empty());
    SystemCostModel model =
        new SystemCostModel(
            spec, constant(1e-4, "gpu"), Optional.of(constant(2e-4, "pim")), Network.of(spec));
    OperatorEstimate step = model.estimate(decode(1, 8192));
    assertEquals("pim", step.boundDetail());
    assertTrue(step.parts().stream().anyMatch(part -> part.name().equals("attached link")));
    assertEquals("gpu", model.estimate(GEMM).boundDetail());
    OperatorEstimate prompt = model.estimate(decode(128, 128));
    assertTrue(prompt.parts().stream().anyMatch(part -> part.name().equals("gpu")));
  }
}
