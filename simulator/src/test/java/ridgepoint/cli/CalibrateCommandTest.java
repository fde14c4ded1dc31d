package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrateCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void measurements() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("gpu,backend,version,source,dtype,m,n,k,latency_s,flag");
    for (int m : new int[] {16, 256, 4096}) {
      lines.add("l40s,vllm,1,own,bfloat16,%d,4096,4096,%s,ok".formatted(m, 6e-5 + m * 2e-7));
      lines.add("h100-sxm,vllm,1,own,bfloat16,%d,4096,4096,%s,ok".formatted(m, 2e-5 + m * 5e-8));
    }
    Files.write(folder.resolve("gemm.csv"), lines);
    try (InputStream shipped = getClass().getResourceAsStream("/hw/gpu/l40s.yaml")) {
      Files.write(folder.resolve("my-gpu.yaml"), shipped.readAllBytes());
    }
  }

  private CommandRun calibrate(String options) {
    List<String> arguments = new ArrayList<>(List.of("calibrate", "--measurements"));
    arguments.add(folder.toString());
    arguments.addAll(List.of("--iterations", "5"));
    arguments.addAll(List.of(options.strip().split(" +")));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void aDescriptionIsCalibratedAndThenPredictsItsRowsBetter() {
    String file = folder.resolve("my-gpu.yaml").toString();
    CommandRun run = calibrate("--date 2026-01-31 --device " + file);
    assertEquals(0, run.code(), run.err());
    assertTrue(run.err().contains("l40s gemm vllm: 3 rows, before"), run.err());
    String explained = CommandRun.of("devices", file).out();
    assertTrue(explained.contains("calibrated on"), explained);
    CommandRun validated =
        CommandRun.of("validate", "--measurements", folder.toString(), "--hw", file);
    assertEquals(0, validated.code(), validated.err());
  }

  @Test
  void aShippedDeviceIsPrintedAndADryRunWritesNothing() throws IOException {
    CommandRun shipped = calibrate("--date 2026-01-31 --device h100-sxm");
    assertTrue(shipped.out().startsWith("calibration:\n"), shipped.out());
    Path file = folder.resolve("my-gpu.yaml");
    String before = Files.readString(file);
    CommandRun dry = calibrate("--dry-run --date 2026-01-31 --device " + file);
    assertTrue(dry.out().contains("gemm/"), dry.out());
    assertEquals(before, Files.readString(file));
  }

  @Test
  void defaultsOfAGenerationComeWithTheErrorOnDevicesLeftOut() {
    CommandRun run = calibrate("--generation all");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("gemm/matrix-efficiency: {value: "), run.out());
    assertTrue(run.out().contains("; rows unseen "), run.out());
    assertTrue(run.out().contains("%, devices "), run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--date 2026-01-31                            | either --device or --generation",
        "--device h100-sxm                            | --date is missing",
        "--device h100-sxm --date today               | 'today' is not a date",
        "--device h100-sxm --date 2026-01-31 --family gem   | did you mean 'gemm'",
        "--device h100-sxm --date 2026-01-31 --stack vlm    | did you mean 'vllm'",
        "--device tpu-v6e --date 2026-01-31           | of kind npu",
        "--device h200-sxm --date 2026-01-31          | no rows of h200-sxm",
        "--generation hoper                           | did you mean 'hopper'",
        "--generation all --folds 1                   | at least 2",
        "--generation all --restarts -1               | --restarts at least 0",
        "--generation all --from scratch              | --from",
      })
  void whatCannotBeFittedIsRefusedInOneLine(String options, String expected) {
    CommandRun run = calibrate(options);
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(expected), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
    assertEquals("", run.out());
  }
}
