package ridgepoint.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.golden.GoldenFile;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Collective;

/** Against collectives measured on one node; the protocols' constants were fitted to these rows. */
class MeasuredCollectivesTest {
  private static final Format HALF = Format.of(DataType.FP16);
  private static final String FOLDER = "measurements/calibration/";
  private static final Map<String, Collective.Type> TYPES =
      Map.of(
          "all_reduce", Collective.Type.ALL_REDUCE,
          "all_gather", Collective.Type.ALL_GATHER,
          "reduce_scatter", Collective.Type.REDUCE_SCATTER,
          "alltoall", Collective.Type.ALL_TO_ALL);

  private record Case(String operation, int devices, double bytes) implements Comparable<Case> {
    Collective collective() {
      return new Collective(TYPES.get(operation), bytes / 2, devices, 1, HALF);
    }

    @Override
    public int compareTo(Case other) {
      return toString().compareTo(other.toString());
    }
  }

  /** Seconds of the fastest library that was captured in a graph, by case. */
  private static Map<Case, Double> measured(String gpu) throws IOException {
    Map<Case, Double> fastest = new TreeMap<>();
    for (String file : new String[] {"allreduce.csv", "collectives.csv"}) {
      for (Map<String, String> row : GoldenFile.rows(FOLDER + file)) {
        boolean wanted =
            row.get("gpu").equals(gpu)
                && row.get("topology").equals("node")
                && !row.get("backend").endsWith("eager")
                && !row.get("dtype").equals("int8")
                && TYPES.containsKey(row.get("op"));
        if (wanted) {
          Case key =
              new Case(
                  row.get("op"),
                  Integer.parseInt(row.get("num_gpus")),
                  Double.parseDouble(row.get("bytes")));
          fastest.merge(key, Double.parseDouble(row.get("latency_s")), Math::min);
        }
      }
    }
    return fastest;
  }

  @ParameterizedTest
  @CsvSource({
    "dgx-a100, a100_sxm, 0.12",
    "dgx-h100, h100_sxm, 0.10",
    "dgx-h200, h200_sxm, 0.10",
    "dgx-b300, b300_sxm, 0.10",
    "gb200-nvl72, gb200, 0.10",
    "rtx-pro-6000-x8, rtx_pro_6000_server, 0.15"
  })
  void meanErrorOfANodeStaysBelow(String system, String gpu, double limit) throws IOException {
    Network network = Network.of(new SystemLibrary().load(system));
    double sum = 0;
    Map<Case, Double> measured = measured(gpu);
    for (Map.Entry<Case, Double> entry : measured.entrySet()) {
      double predicted = network.cost(entry.getKey().collective()).seconds();
      sum += Math.abs(predicted / entry.getValue() - 1);
    }
    double mean = sum / measured.size();
    assertTrue(measured.size() > 60, "rows: " + measured.size());
    assertTrue(mean < limit, system + ": " + mean);
  }
}
