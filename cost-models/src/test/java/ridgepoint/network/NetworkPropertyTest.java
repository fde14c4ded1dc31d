package ridgepoint.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.hardware.SystemSpec.Topology;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Collective;

class NetworkPropertyTest {
  private static final Format HALF = Format.of(DataType.FP16);
  private static final double TINY = 1 + 1e-9;

  private static Network network(Topology topology, double rate, boolean reduces) {
    NetworkLevel node = new NetworkLevel("node", topology, 8, rate, 0.6e-6, 0.8, reduces, 1e-11);
    NetworkLevel cluster =
        new NetworkLevel("cluster", Topology.SWITCH, 64, rate / 8, 3e-6, 0.9, false, 1e-10);
    return Network.of(NetworkTest.system(node, cluster));
  }

  private static Collective collective(Collective.Type type, double elements, int devices) {
    int members = type == Collective.Type.POINT_TO_POINT ? 2 : devices;
    return new Collective(type, elements, members, 1, HALF);
  }

  @Property(tries = 300)
  void timeNeverRisesWithBandwidth(
      @ForAll Collective.Type type,
      @ForAll Topology topology,
      @ForAll boolean reduces,
      @ForAll @IntRange(min = 2, max = 64) int devices,
      @ForAll @DoubleRange(min = 1, max = 1e9) double elements,
      @ForAll @DoubleRange(min = 1, max = 16) double faster) {
    Collective operator = collective(type, elements, devices);
    double slow = network(topology, 1e11, reduces).cost(operator).seconds();
    double fast = network(topology, 1e11 * faster, reduces).cost(operator).seconds();
    assertTrue(fast <= slow * TINY);
  }

  @Property(tries = 300)
  void timeGrowsWithBytes(
      @ForAll Collective.Type type,
      @ForAll Topology topology,
      @ForAll @IntRange(min = 2, max = 64) int devices,
      @ForAll @DoubleRange(min = 1, max = 1e9) double elements,
      @ForAll @DoubleRange(min = 1.01, max = 16) double more) {
    Network network = network(topology, 1e11, true);
    double few = network.cost(collective(type, elements, devices)).seconds();
    double many = network.cost(collective(type, elements * more, devices)).seconds();
    assertTrue(many > few);
  }

  /**
   * With the same protocols; kernels of their own for small all-reduces can beat a library's ring.
   */
  @Property(tries = 200)
  void ringAllReduceTakesAtLeastItsReduceScatter(
      @ForAll Topology topology,
      @ForAll @IntRange(min = 2, max = 8) int devices,
      @ForAll @DoubleRange(min = 1, max = 1e9) double elements) {
    Protocols standard = Protocols.standard();
    Protocols rings =
        new Protocols(
            standard.startupSeconds(),
            standard.all().stream().filter(p -> p.algorithm() == Algorithm.RING).toList());
    Network network =
        new Network(
            NetworkTest.system(
                new NetworkLevel("node", topology, 8, 1e11, 0.6e-6, 0.8, false, 1e-11)),
            rings);
    double whole =
        network.cost(collective(Collective.Type.ALL_REDUCE, elements, devices)).seconds();
    double half =
        network.cost(collective(Collective.Type.REDUCE_SCATTER, elements, devices)).seconds();
    assertTrue(whole >= half);
  }

  @Property(tries = 200)
  void partsSumToTheWhole(
      @ForAll Collective.Type type,
      @ForAll Topology topology,
      @ForAll @IntRange(min = 2, max = 64) int devices,
      @ForAll @DoubleRange(min = 1, max = 1e9) double elements) {
    CollectiveCost cost = network(topology, 1e11, true).cost(collective(type, elements, devices));
    double sum = cost.parts().stream().mapToDouble(Part::seconds).sum();
    assertEquals(cost.seconds(), sum, 1e-12 * cost.seconds());
  }

  @Property(tries = 200)
  void timeNeverFallsWithStartupLatencyOrSharing(
      @ForAll Collective.Type type,
      @ForAll @IntRange(min = 2, max = 64) int devices,
      @ForAll @DoubleRange(min = 1, max = 1e9) double elements,
      @ForAll @DoubleRange(min = 1, max = 4) double more,
      @ForAll @IntRange(min = 1, max = 8) int sharedBy) {
    Collective operator = collective(type, elements, devices);
    double good = cluster(5e-6, 1e-6, 1).cost(operator).seconds();
    assertTrue(cluster(5e-6 * more, 1e-6, 1).cost(operator).seconds() >= good);
    assertTrue(cluster(5e-6, 1e-6 * more, 1).cost(operator).seconds() >= good);
    assertTrue(cluster(5e-6, 1e-6, sharedBy).cost(operator).seconds() >= good);
  }

  private static Network cluster(double startup, double latency, int sharedBy) {
    return Network.of(
        NetworkTest.system(
            new NetworkLevel("node", Topology.SWITCH, 8, 4e11, 0.6e-6, 0.8, true, 1e-11),
            new NetworkLevel(
                "cluster",
                Topology.SWITCH,
                64,
                5e10,
                latency,
                0.9,
                false,
                1e-10,
                OptionalDouble.of(startup),
                sharedBy)));
  }

  /**
   * Each member sends its own share to all others or the others' shares on: (n-1)/n of a buffer.
   */
  @Property(tries = 200)
  void bytesOnTheWireAreThoseOfTheRing(
      @ForAll @IntRange(min = 2, max = 64) int devices,
      @ForAll @DoubleRange(min = 1, max = 1e9) double elements) {
    Collective operator = collective(Collective.Type.ALL_GATHER, elements, devices);
    CollectiveCost cost = network(Topology.SWITCH, 1e11, false).cost(operator);
    double fraction =
        Protocols.standard().all().stream()
            .filter(each -> cost.algorithm().endsWith(each.id()))
            .findFirst()
            .orElseThrow()
            .bandwidthFraction();
    int nodes = (devices + 7) / 8;
    int members = nodes * Math.min(devices, 8);
    double payload = (members - 1.0) / members * operator.bufferBytes();
    double wire = cost.traffic().stream().mapToDouble(each -> each.bytes()).sum();
    assertEquals(payload / fraction, wire, 1e-9 * wire);
  }
}
