package ridgepoint.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.workload.Parallelism;

/**
 * GenZ: operations of one device within 1 %, KV cache exactly. Its rules:
 *
 * <ul>
 *   <li>a prefill multiplies every token with the embedding table and with the output matrix;
 *   <li>a decode step attends to the whole input and the whole output, not to itself besides;
 *   <li>a pipeline's operations are those of all stages over their number;
 *   <li>expert-parallel devices are data-parallel ones for attention;
 *   <li>a MB is 2^20 bytes.
 * </ul>
 *
 * Left out: mamba-2.8b (a Mamba-1, which we do not describe), and decode with expert parallelism,
 * where it gives each device the expert rows of two.
 */
class GenzGoldenTest {
  private static final double ONE_PERCENT = 0.01;
  private static final double MEGA_OPERATIONS = 1e6;
  private static final double MEBIBYTES = 1 << 20;

  @Test
  void operationsAndCacheAgree() {
    int compared = 0;
    for (Map<String, String> row : GoldenFile.rows("genz_golden.csv")) {
      int experts = (int) GoldenFile.whole(row, "ep");
      boolean isPrefill = row.get("stage").equals("prefill");
      if (row.get("model").contains("mamba") || (!isPrefill && experts > 1)) {
        continue;
      }
      ModelSpec model = ModelLibrary.load(row.get("model"));
      int stages = (int) GoldenFile.whole(row, "pp");
      int tensor = (int) GoldenFile.whole(row, "tp");
      long batch = GoldenFile.whole(row, "batch");
      long input = GoldenFile.whole(row, "input_tokens");
      long output = GoldenFile.whole(row, "output_tokens");
      DataType type = DataType.parse(row.get("bits")).orElseThrow();
      Forward forward =
          Forward.of(model, batch, input, type, new Parallelism(tensor, stages, experts, experts));
      double tokens = (double) batch * input / experts;
      double ours =
          isPrefill
              ? forward.prefill()
                  + forward.head(tokens - (double) batch / experts)
                  + forward.head(tokens)
              : forward.decode(input + output - 1);
      double theirs = GoldenFile.number(row, "macs_MFLOP") * MEGA_OPERATIONS;
      assertEquals(theirs, ours / stages, theirs * ONE_PERCENT, row.toString());
      long context = isPrefill ? input : input + output;
      assertEquals(
          GoldenFile.number(row, "kv_cache_MB") * MEBIBYTES,
          forward.cacheBytes(context),
          row.toString());
      compared++;
    }
    assertTrue(compared > 0, "the file has rows");
  }
}
