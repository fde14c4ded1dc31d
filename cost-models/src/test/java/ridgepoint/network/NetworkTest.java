package ridgepoint.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.hardware.SystemSpec.Topology;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Collective;

class NetworkTest {
  private static final Format HALF = Format.of(DataType.FP16);
  private static final double GIGA = 1e9;

  static NetworkLevel node(Topology topology, int devices, double rate, boolean reduces) {
    return new NetworkLevel("node", topology, devices, rate, 0.6e-6, 0.8, reduces, 1e-11);
  }

  static SystemSpec system(NetworkLevel... levels) {
    return new SystemSpec(
        "test", "test", NetworkDevices.GPU, 1, Optional.empty(), List.of(levels), Optional.empty());
  }

  private static Collective allReduce(double bytes, int devices, int stride) {
    return new Collective(Collective.Type.ALL_REDUCE, bytes / 2, devices, stride, HALF);
  }

  @Test
  void aGroupOfOneCostsNothing() {
    Network network = Network.of(system());
    assertEquals(0, network.cost(allReduce(1e6, 1, 1)).seconds());
  }

  @Test
  void smallAllReduceIsOneShotAndLargeOneIsNot() {
    Network network = Network.of(system(node(Topology.SWITCH, 8, 450 * GIGA, false)));
    assertTrue(network.cost(allReduce(8192, 8, 1)).algorithm().contains("one-shot"));
    assertTrue(!network.cost(allReduce(1e9, 8, 1)).algorithm().contains("one-shot"));
  }

  @Test
  void ringAllReduceOfALargeBufferApproachesTwiceTheBufferOverTheLink() {
    Network network = Network.of(system(node(Topology.SWITCH, 8, 450 * GIGA, false)));
    double bytes = 64e9;
    double ideal = 2 * 7.0 / 8 * bytes / (450 * GIGA * 0.8);
    double seconds = network.cost(allReduce(bytes, 8, 1)).seconds();
    assertTrue(seconds > ideal && seconds < 1.25 * ideal, seconds + " vs " + ideal);
  }

  @Test
  void switchesThatAddUpSpeedUpLargeAllReduces() {
    NetworkLevel plain = node(Topology.SWITCH, 8, 450 * GIGA, false);
    NetworkLevel sharp = node(Topology.SWITCH, 8, 450 * GIGA, true);
    CollectiveCost cost = Network.of(system(sharp)).cost(allReduce(1e9, 8, 1));
    assertTrue(cost.algorithm().contains("in-network"));
    assertTrue(cost.seconds() < Network.of(system(plain)).cost(allReduce(1e9, 8, 1)).seconds());
  }

  private static final NetworkLevel CLUSTER =
      new NetworkLevel("cluster", Topology.SWITCH, 32, 50 * GIGA, 3e-6, 0.9, false, 1e-10);

  private static double bytes(CollectiveCost cost, String level) {
    return cost.traffic().stream()
        .filter(traffic -> traffic.level().equals(level))
        .mapToDouble(traffic -> traffic.bytes())
        .sum();
  }

  @Test
  void aRingThatCrossesNodesLeavesEachOfThemOnce() {
    NetworkLevel node = node(Topology.SWITCH, 8, 450 * GIGA, false);
    CollectiveCost cost = Network.of(system(node, CLUSTER)).cost(allReduce(1e9, 16, 1));
    assertTrue(cost.algorithm().startsWith("all-reduce of 16 on node and cluster by ring"));
    double fraction =
        Protocols.standard().all().stream()
            .filter(each -> cost.algorithm().endsWith(each.id()))
            .findFirst()
            .orElseThrow()
            .bandwidthFraction();
    double sent = 2 * 15 / 16.0 * 1e9 / fraction;
    assertEquals(sent / 8, bytes(cost, "cluster"), 1e-6 * sent);
    assertEquals(sent * 7 / 8, bytes(cost, "node"), 1e-6 * sent);
  }

  @Test
  void switchesThatAddUpWithinLetAGroupReduceLevelByLevel() {
    NetworkLevel node = node(Topology.SWITCH, 8, 450 * GIGA, true);
    CollectiveCost cost = Network.of(system(node, slowCluster())).cost(allReduce(1e9, 16, 1));
    assertTrue(
        cost.algorithm().matches("reduce-scatter of 8 on node.*all-reduce of 2 on cluster.*"),
        cost.algorithm());
    assertTrue(bytes(cost, "cluster") < 1e9 / 4, "only a share of the buffer crosses nodes");
  }

  private static NetworkLevel slowCluster() {
    return new NetworkLevel("cluster", Topology.SWITCH, 32, 10 * GIGA, 3e-6, 0.9, false, 1e-10);
  }

  @Test
  void aLinkThatTwoDevicesShareHalvesTheRateBetweenNodes() {
    NetworkLevel node = node(Topology.SWITCH, 8, 4500 * GIGA, false);
    NetworkLevel shared =
        new NetworkLevel(
            "cluster",
            Topology.SWITCH,
            32,
            10 * GIGA,
            3e-6,
            0.9,
            false,
            1e-10,
            OptionalDouble.empty(),
            2);
    Collective whole = allReduce(8e9, 16, 1);
    double alone = Network.of(system(node, slowCluster())).cost(whole).seconds();
    assertEquals(2 * alone, Network.of(system(node, shared)).cost(whole).seconds(), 0.01 * alone);
    Collective oneOfEachNode = allReduce(8e9, 2, 8);
    assertEquals(
        Network.of(system(node, slowCluster())).cost(oneOfEachNode).seconds(),
        Network.of(system(node, shared)).cost(oneOfEachNode).seconds());
  }

  @Test
  void strideOfANodeMeetsOnlyOnTheOuterLevel() {
    NetworkLevel node = node(Topology.SWITCH, 8, 450 * GIGA, false);
    NetworkLevel cluster =
        new NetworkLevel("cluster", Topology.SWITCH, 32, 50 * GIGA, 3e-6, 0.9, false, 1e-10);
    Network network = Network.of(system(node, cluster));
    assertEquals("cluster", network.cost(allReduce(1e6, 4, 8)).slowestLevel());
    assertEquals("node", network.cost(allReduce(1e6, 4, 2)).slowestLevel());
  }

  @Test
  void aGroupBeyondTheNetworkIsRefusedWithItsSize() {
    Network network = Network.of(system(node(Topology.SWITCH, 8, 450 * GIGA, false)));
    InputException refused =
        assertThrows(InputException.class, () -> network.cost(allReduce(1e6, 16, 1)));
    assertTrue(refused.getMessage().contains("16 devices"), refused.getMessage());
    assertTrue(refused.getMessage().contains("connects 8"), refused.getMessage());
  }

  @Test
  void relayedTopologiesAreSlowerThanASwitchForAllToAll() {
    Collective exchange = new Collective(Collective.Type.ALL_TO_ALL, 5e8, 16, 1, HALF);
    double last = 0;
    for (Topology topology : List.of(Topology.SWITCH, Topology.RING)) {
      double seconds =
          Network.of(system(node(topology, 16, 450 * GIGA, false))).cost(exchange).seconds();
      assertTrue(seconds > last);
      last = seconds;
    }
  }

  @Test
  void aPairOnAFullyConnectedLevelHasOneLinkOnly() {
    Network network = Network.of(system(node(Topology.FULLY_CONNECTED, 8, 448 * GIGA, false)));
    Collective send = new Collective(Collective.Type.POINT_TO_POINT, 5e8, 2, 1, HALF);
    double one = network.cost(send).seconds();
    assertEquals(1e9 / (448 * GIGA * 0.8 / 7), one, 0.05 * one);
  }

  @Test
  void ncclLeavesItsLowLatencyRingWhenSharesGrow() {
    Network nccl =
        new Network(
            system(node(Topology.SWITCH, 8, 450 * GIGA, false)),
            Protocols.shipped().of(List.of("nccl")));
    assertTrue(nccl.cost(allReduce(1 << 16, 8, 1)).algorithm().endsWith("ring/ll"));
    assertTrue(nccl.cost(allReduce(1 << 28, 8, 1)).algorithm().endsWith("ring/simple"));
  }

  @Test
  void aKernelWithFewLoadsInFlightIsBoundByLatency() {
    NetworkLevel near = node(Topology.SWITCH, 2, 4500 * GIGA, false);
    Network vllm = new Network(system(near), Protocols.shipped().of(List.of("nccl", "vllm")));
    Network sglang = new Network(system(near), Protocols.shipped().of(List.of("nccl", "sglang")));
    Collective whole = allReduce(1 << 20, 2, 1);
    assertTrue(vllm.cost(whole).seconds() > 1.5 * sglang.cost(whole).seconds());
  }

  @Test
  void allToAllOverOnePortTakesAllOfItsTrafficThroughIt() {
    NetworkLevel pair = node(Topology.BUS, 2, 63 * GIGA, false);
    NetworkLevel bridge =
        new NetworkLevel("bridge", Topology.BUS, 8, 63 * GIGA, 1e-6, 0.8, false, 1e-11);
    Collective exchange = new Collective(Collective.Type.ALL_TO_ALL, 5e8, 8, 1, HALF);
    double seconds = Network.of(system(pair, bridge)).cost(exchange).seconds();
    assertTrue(seconds > 7 / 8.0 * 1e9 / (63 * GIGA * 0.8), "seconds: " + seconds);
  }

  @Test
  void anUnknownLibraryIsRefusedWithThoseThereAre() {
    Protocols shipped = Protocols.shipped();
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> shipped.of(List.of("ncl")));
    assertTrue(refused.getMessage().contains("'ncl' is not one of nccl"), refused.getMessage());
  }
}
