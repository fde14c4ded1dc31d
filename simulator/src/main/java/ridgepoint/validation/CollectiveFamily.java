package ridgepoint.validation;

import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Collective;

/**
 * Collectives of nccl-tests, of the custom kernels of serving engines and of PyTorch. Sizes are
 * those of nccl-tests. What NCCL has are its own algorithms; the engines' custom kernels fall back
 * to NCCL where that is faster.
 */
final class CollectiveFamily implements Family {
  private static final List<String> NCCL = List.of("ring", "tree", "in-network", "pairwise");

  /** Groups of devices behind one switch or bus; topologies append their devices per node to it. */
  private static final String NODE = "node";

  private static final String PER_NODE = "_dpn";

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
    int devices = row.count("num_gpus");
    String topology = row.text("topology");
    String machine = row.text("gpu");
    if (!topology.equals(NODE)) {
      int end = topology.lastIndexOf(PER_NODE);
      if (end < 0) {
        throw row.wrong("topology", "'node' or a machine with '_dpnN' after it");
      }
      machine = topology.substring(0, end);
      if (devices > Integer.parseInt(topology.substring(end + PER_NODE.length()))) {
        throw new OutOfScope("no network between nodes of '" + machine + "' is described");
      }
    }
    double elements = row.amount("bytes") / precision.activation().bytes(1);
    Collective collective = new Collective(type(row), elements, devices, 1, precision.activation());
    String backend = row.text("backend");
    List<String> algorithms = backend.endsWith("nccl") ? NCCL : List.of();
    return List.of(
        Measured.latency(
            row,
            dtype(row),
            new Question.Exchange(
                machine, collective, algorithms, backend.endsWith("_eager") ? backend : "")));
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
