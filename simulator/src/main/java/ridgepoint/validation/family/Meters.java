package ridgepoint.validation.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What power meters average besides the kernels themselves, by software and operation: {@code
 * meters.yaml} beside this class says how and why.
 */
final class Meters {
  /** What a meter tells is the average of so long, which is also how long loops last. */
  private static final double WINDOW_SECONDS = 1;

  private final JsonNode meters;

  Meters() {
    try (InputStream in = Meters.class.getResourceAsStream("meters.yaml")) {
      meters = new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("meters.yaml of this program cannot be read", e);
    }
  }

  /**
   * What is prepared before a loop while the device waits.
   *
   * @param rows of a product; 0 of other operations
   * @param sequences whose caches are filled one by one; 0 of other operations
   * @param surplusRows that drawing a routing hands from experts with more rows than tokens to
   *     others
   * @param prompt tokens of every prompt; 0 of other operations
   * @param headDim of attention; 0 of other operations
   * @param compiling whether a kernel of experts was compiled
   */
  record Preparation(
      long rows, long sequences, double surplusRows, long prompt, int headDim, boolean compiling) {
    private boolean compiled(JsonNode meter) {
      return compiling
          || headDim >= meter.path("compiled_dim").asInt(Integer.MAX_VALUE)
              && prompt >= meter.path("compiled_from").asLong(Long.MAX_VALUE);
    }
  }

  /**
   * Share of a reading that is of a device which waits. Readings during a loop that lasts as long
   * as the meter's window see the pause before it pass out of the window: of a pause of p windows,
   * p - p<sup>2</sup>/2 of their mean; of a longer one half. Loops that begin a sweep, or that
   * follow on compiling, have shares of their own.
   *
   * @param operation backend and operation with {@code /} between
   * @param dtype may have an entry of its own within the operation's
   * @param gpu may as well, as hosts differ
   */
  double idleShare(String operation, String dtype, String gpu, Preparation prepared) {
    JsonNode meter = meter(operation, dtype, gpu);
    if (prepared.rows < meter.path("from_rows").asLong(0)) {
      return 0;
    }
    if (prepared.compiled(meter) && meter.has("compiling_share")) {
      return meter.path("compiling_share").asDouble();
    }
    if (prepared.prompt >= meter.path("longest").asLong(Long.MAX_VALUE)) {
      return meter.path("longest_share").asDouble();
    }
    double seconds =
        meter.path("pause").asDouble(0)
            + meter.path("per_sequence").asDouble(0) * prepared.sequences
            + meter.path("per_surplus_row").asDouble(0) * prepared.surplusRows;
    double pause = Math.min(1, seconds / WINDOW_SECONDS);
    return pause - pause * pause / 2;
  }

  private JsonNode meter(String operation, String dtype, String gpu) {
    for (String own : new String[] {operation + "/" + gpu, operation + "/" + dtype}) {
      if (meters.has(own)) {
        return meters.path(own);
      }
    }
    return meters.path(operation);
  }
}
