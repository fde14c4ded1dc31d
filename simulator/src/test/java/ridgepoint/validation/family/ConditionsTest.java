package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.input.InputException;
import ridgepoint.validation.Measurements;

/** The same product measured under several conditions. */
class ConditionsTest {
  /** kernel_seconds of pytorch-eager.yaml. */
  private static final double EAGER_CALL_SECONDS = 25e-6;

  private static final String HEADER =
      "gpu,backend,source,dtype,m,n,k,latency_s,flag,cache,weight_copies,timing,duration";

  @TempDir Path folder;

  private double predicted(String gpu, String shape, String conditions) throws IOException {
    return outcome(gpu, shape, conditions).predictions().get(0).predicted();
  }

  private Measurements.Outcome outcome(String gpu, String shape, String conditions)
      throws IOException {
    String row = gpu + ",pytorch,own,bfloat16," + shape + ",1e-4,ok," + conditions;
    Files.write(folder.resolve("gemm.csv"), List.of(HEADER, row));
    return first();
  }

  private Measurements.Outcome first() {
    return Measurements.read(folder, Fidelity.PIPELINE, List.of()).predict(0, device -> device);
  }

  @Test
  void coldTakesLongerThanRotatingAndThatLongerThanWarm() throws IOException {
    // 34 MB of weights: one copy fits the cache, two do not.
    String shape = "16,4096,4096";
    double cold = predicted("h100-sxm", shape, "cold,,graph,burst");
    double rotating = predicted("h100-sxm", shape, "rotating,2,graph,burst");
    double warm = predicted("h100-sxm", shape, "warm,,graph,burst");
    assertTrue(cold > rotating, cold + " " + rotating);
    assertTrue(rotating > warm, rotating + " " + warm);
  }

  @Test
  void whatIsNotStatedIsAsTheSourceHasIt() throws IOException {
    String shape = "16,4096,4096";
    assertEquals(
        predicted("h100-sxm", shape, "rotating,6,graph,burst"),
        predicted("h100-sxm", shape, ",,,"));
  }

  @Test
  void sustainedProductsPayForThePowerLimit() throws IOException {
    // Ten of these are over before an L4 reacts, after 5 ms.
    String shape = "2048,2048,2048";
    double burst = predicted("l4", shape, "warm,,graph,burst");
    double sustained = predicted("l4", shape, "warm,,graph,sustained");
    assertTrue(sustained > 1.05 * burst, sustained + " " + burst);
  }

  @Test
  void aCallFromTheHostTakesTheCallOfItsSoftwareBeforeTheKernel() throws IOException {
    double graph = predicted("h100-sxm", "1,128,128", "warm,,graph,burst");
    double eager = predicted("h100-sxm", "1,128,128", "warm,,eager,burst");
    assertEquals(graph + EAGER_CALL_SECONDS, eager, 1e-12);
  }

  @Test
  void aHostThatRunsAheadHidesItsCallsBehindLongKernels() throws IOException {
    String small = "1,128,128";
    String large = "4096,4096,4096";
    assertEquals(5e-6, predicted("h100-sxm", small, "warm,,queued,burst"), 1e-12);
    assertEquals(
        predicted("h100-sxm", large, "warm,,graph,burst"),
        predicted("h100-sxm", large, "warm,,queued,burst"));
  }

  @Test
  void loopsOfMachinesWithoutGraphsAreQueued() throws IOException {
    assertEquals(
        predicted("b60", "1,128,128", "warm,,queued,burst"),
        predicted("b60", "1,128,128", "warm,,,burst"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      wram,,graph,burst       | column 'cache' is 'wram'; it has to be one of cold, warm, rotating (did you mean 'warm'?)
      rotating,,graph,burst   | column 'cache' is 'rotating'; it has to be accompanied by a number in a column 'weight_copies'
      rotating,1,graph,burst  | column 'weight_copies' is '1'; it has to be at least 2
      ,4,graph,burst          | column 'weight_copies' is '4'; it has to be empty, or stand beside 'rotating'
      cold,,grap,burst        | column 'timing' is 'grap'; it has to be one of graph, profiler, eager, queued
      cold,,graph,long        | column 'duration' is 'long'; it has to be one of burst, sustained
      """)
  void unknownConditionsAreRefusedWithTheLine(String conditions, String words) {
    InputException error =
        assertThrows(InputException.class, () -> outcome("l4", "16,64,64", conditions));
    assertTrue(
        error.getMessage().startsWith(folder.resolve("gemm.csv") + ":2: "), error.getMessage());
    assertTrue(error.getMessage().contains(words), error.getMessage());
  }

  @Test
  void aProductMeasuredAloneTakesNoTimeToQuantise() throws IOException {
    double[] seconds = new double[2];
    for (int i = 0; i < 2; i++) {
      Files.write(
          folder.resolve("gemm.csv"),
          List.of(
              "gpu,backend,source,dtype,m,n,k,latency_s,flag,quantisation",
              "h100-sxm,pytorch,own,fp8,64,4096,4096,1e-4,ok,"
                  + (i == 0 ? "included" : "excluded")));
      seconds[i] = first().predictions().get(0).predicted();
    }
    assertTrue(seconds[0] > seconds[1] + 1e-6, seconds[0] + " " + seconds[1]);
  }

  @Test
  void idsOfDevicesAreLabels() throws IOException {
    assertEquals(
        predicted("h100_sxm", "16,4096,4096", ",,,"), predicted("h100-sxm", "16,4096,4096", ",,,"));
    assertEquals("machine 'h1oo' is not known", outcome("h1oo", "16,64,64", ",,,").skipped());
  }
}
