package ridgepoint.validation.family;

import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Collective;

/**
 * Collectives of nccl-tests, of the custom kernels of serving engines and of PyTorch, within a node
 * and across nodes. Sizes are those of nccl-tests. Which kernels a label stands for, and whether
 * the host calls them one by one, stands in {@code exchanges.yaml}; engines fall back to NCCL where
 * that is faster.
 */
final class CollectiveFamily implements Family {
  /** Groups of devices behind one switch or bus; topologies append their devices per node to it. */
  private static final String NODE = "node";

  private static final String PER_NODE = "_dpn";

  private final Exchanges exchanges = new Exchanges();
  private final String file;

  /** The family of {@code allreduce.csv} or {@code collectives.csv}. */
  CollectiveFamily(String file) {
    this.file = file;
  }

  @Override
  public String name() {
    return file;
  }

  @Override
  public List<String> columns() {
    return List.of("op", "dtype", "num_gpus", "bytes", "latency_s", "topology");
  }

  @Override
  public String dtype(Row row) {
    return row.text("dtype");
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    Precision precision = dtype(row).equals("int8") ? Precision.of("sq") : Precision.of(dtype(row));
    double elements = row.amount("bytes") / precision.activation().bytes(1);
    Collective collective =
        new Collective(type(row), elements, row.count("num_gpus"), 1, precision.activation());
    Exchanges.Software software = exchanges.of(row.text("backend"), row.textOrEmpty("version"));
    // A sender waits for its receiver alone, and not at all while there is room for the message.
    boolean meet = collective.type() != Collective.Type.POINT_TO_POINT;
    return List.of(
        Measured.latency(
            row,
            dtype(row),
            new Question.Exchange(
                machineOf(row), collective, perNode(row), meet ? software : software.unhurried())));
  }

  /** The label of the machine whose devices take part. */
  private static String machineOf(Row row) {
    String topology = row.text("topology");
    return topology.equals(NODE) ? row.text("gpu") : topology.substring(0, perNodeAt(row));
  }

  /** How many devices of a node take part; 0 when one node holds them all. */
  private static int perNode(Row row) {
    String topology = row.text("topology");
    if (topology.equals(NODE)) {
      return 0;
    }
    String count = topology.substring(perNodeAt(row) + PER_NODE.length());
    if (!count.matches("[1-9]\\d{0,3}")) {
      throw row.wrong("topology", "'node' or a machine with '_dpnN' after it");
    }
    return Integer.parseInt(count);
  }

  private static int perNodeAt(Row row) {
    int end = row.text("topology").lastIndexOf(PER_NODE);
    if (end < 0) {
      throw row.wrong("topology", "'node' or a machine with '_dpnN' after it");
    }
    return end;
  }

  private static Collective.Type type(Row row) {
    return switch (row.text("op")) {
      case "all_reduce" -> Collective.Type.ALL_REDUCE;
      case "all_gather" -> Collective.Type.ALL_GATHER;
      case "reduce_scatter" -> Collective.Type.REDUCE_SCATTER;
      case "alltoall" -> Collective.Type.ALL_TO_ALL;
      case "send_recv" -> Collective.Type.POINT_TO_POINT;
      default -> throw new OutOfScope("collective '" + row.text("op") + "' is not known");
    };
  }
}
