package ridgepoint.pim.upmem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.pim.cycle.Engines;
import ridgepoint.pim.upmem.Microbenchmarks.Stream;
import ridgepoint.pim.upmem.Processor.Operation;

/**
 * Rates that the PrIM paper measured on a processor at 350 MHz with 16 threads (Gómez-Luna et al.,
 * IEEE Access 2022), within 5 %.
 */
class MicrobenchmarksTest {
  private static final double TOLERANCE = 0.05;
  private static final int THREADS = 16;
  private static final double MEGA = 1e6;

  private static final Processor PROCESSOR =
      Engines.processor(new DeviceLibrary().load("upmem-2560"));
  private static final Microbenchmarks BENCHMARKS = new Microbenchmarks(PROCESSOR);

  private static void assertClose(double measured, double rate) {
    assertEquals(measured, rate / MEGA, TOLERANCE * measured);
  }

  @Test
  void transfersReachWhatWasMeasured() {
    assertClose(628.23, BENCHMARKS.transfers(2048, false, THREADS).perSecond());
    assertClose(633.22, BENCHMARKS.transfers(2048, true, THREADS).perSecond());
    assertClose(72.58, BENCHMARKS.randomAccess(THREADS).perSecond());
  }

  @ParameterizedTest
  @CsvSource({"COPY, 2818.98", "ADD, 1682.46", "SCALE, 42.03", "TRIAD, 61.66"})
  void streamsReachWhatWasMeasured(Stream kernel, double measured) {
    assertClose(measured, BENCHMARKS.stream(kernel, THREADS).perSecond());
  }

  @ParameterizedTest
  @CsvSource({
    "ADD, int32, 58.56",
    "ADD, int64, 50.16",
    "MUL, int32, 10.27",
    "MUL, int64, 2.56",
    "DIV, int32, 11.27",
    "DIV, int64, 1.40",
    "ADD, fp32, 4.91",
    "MUL, fp32, 1.91",
    "DIV, fp32, 0.34",
    "ADD, fp64, 3.32",
    "MUL, fp64, 0.53",
    "DIV, fp64, 0.16",
  })
  void operationsReachWhatWasMeasured(Operation operation, String type, double measured) {
    assertClose(measured, BENCHMARKS.arithmetic(operation, type, THREADS).perSecond());
  }

  /** A thread issues every eleventh cycle, so that eleven threads are needed. */
  @Test
  void throughputGrowsWithThreadsUpToEleven() {
    double one = BENCHMARKS.arithmetic(Operation.ADD, "int32", 1).perSecond();
    for (int threads : new int[] {2, 5, 11}) {
      double many = BENCHMARKS.arithmetic(Operation.ADD, "int32", threads).perSecond();
      assertEquals(threads * one, many, 0.01 * many);
    }
    double full = BENCHMARKS.arithmetic(Operation.ADD, "int32", 11).perSecond();
    assertEquals(full, BENCHMARKS.arithmetic(Operation.ADD, "int32", 24).perSecond(), 0.01 * full);
  }

  /** 77 cycles and half a cycle a byte, with what refresh takes. */
  @Test
  void oneThreadWaitsForTheLatencyOfItsTransfers() {
    for (Map.Entry<Integer, Double> latency : Map.of(8, 81.0, 1024, 589.0).entrySet()) {
      long cycles = BENCHMARKS.transfers(latency.getKey(), false, 1).cycles();
      double each = cycles / 500.0 - 11 * Processor.LOOP_INSTRUCTIONS;
      assertEquals(latency.getValue() / (1 - PROCESSOR.refreshShare()), each, 12);
    }
  }
}
