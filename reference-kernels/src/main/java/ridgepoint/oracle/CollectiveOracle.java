package ridgepoint.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ridgepoint.operator.Collective;

/** What collectives leave in the buffers of n devices; buffers are given in order of rank. */
public final class CollectiveOracle {
  private CollectiveOracle() {}

  /** Every device gets the element-wise sum. */
  public static List<double[]> allReduce(List<double[]> buffers) {
    double[] sum = new double[buffers.get(0).length];
    for (double[] buffer : buffers) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += buffer[i];
      }
    }
    List<double[]> results = new ArrayList<>();
    buffers.forEach(buffer -> results.add(sum.clone()));
    return results;
  }

  /** Every device gets all shards, one after another. */
  public static List<double[]> allGather(List<double[]> shards) {
    double[] whole = new double[0];
    for (double[] shard : shards) {
      int end = whole.length;
      whole = Arrays.copyOf(whole, end + shard.length);
      System.arraycopy(shard, 0, whole, end, shard.length);
    }
    List<double[]> results = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      results.add(whole.clone());
    }
    return results;
  }

  /** Device r gets the r-th of n equal parts of the sum. */
  public static List<double[]> reduceScatter(List<double[]> buffers) {
    List<double[]> sums = allReduce(buffers);
    int share = buffers.get(0).length / buffers.size();
    List<double[]> results = new ArrayList<>();
    for (int rank = 0; rank < buffers.size(); rank++) {
      results.add(Arrays.copyOfRange(sums.get(rank), rank * share, (rank + 1) * share));
    }
    return results;
  }

  /** Part s of device r's result is part r of device s's buffer. */
  public static List<double[]> allToAll(List<double[]> buffers) {
    int devices = buffers.size();
    int share = buffers.get(0).length / devices;
    List<double[]> results = new ArrayList<>();
    for (int rank = 0; rank < devices; rank++) {
      double[] result = new double[share * devices];
      for (int sender = 0; sender < devices; sender++) {
        for (int i = 0; i < share; i++) {
          result[sender * share + i] = buffers.get(sender)[rank * share + i];
        }
      }
      results.add(result);
    }
    return results;
  }

  /**
   * What all devices hold after a collective, one after another.
   *
   * @param all their buffers before, one after another
   */
  static double[] results(Collective collective, double[] all) {
    int devices = collective.type() == Collective.Type.POINT_TO_POINT ? 1 : collective.devices();
    int width = all.length / devices;
    List<double[]> buffers = new ArrayList<>();
    for (int device = 0; device < devices; device++) {
      buffers.add(Arrays.copyOfRange(all, device * width, (device + 1) * width));
    }
    List<double[]> results =
        switch (collective.type()) {
          case ALL_REDUCE -> allReduce(buffers);
          case ALL_GATHER -> allGather(buffers);
          case REDUCE_SCATTER -> reduceScatter(buffers);
          case ALL_TO_ALL -> allToAll(buffers);
          case POINT_TO_POINT -> buffers;
        };
    return results.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
