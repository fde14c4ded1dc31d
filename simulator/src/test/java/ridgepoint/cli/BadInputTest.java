package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
  private static final String RUN =
      "run --hw a100-sxm-80gb --model llama-2-7b --fidelity roofline ";
  private static final String GEMM = "op gemm --hw a100-sxm-80gb --fidelity roofline ";

  @TempDir Path folder;

  private static CommandRun refused(String line) {
    return refused(CommandRun.line(line));
  }

  private static CommandRun refused(CommandRun run) {
    assertEquals(2, run.code(), run.err());
    assertEquals("", run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("ridgepoint: "), run.err());
    assertFalse(run.err().contains("Exception"), run.err());
    return run;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rnu --hw a100-sxm-80gb                                  | did you mean 'run'",
        "op gemn --hw a100-sxm-80gb                              | did you mean 'gemm'",
        "run --hw a100-sxm-80bg --model llama-2-7b               | did you mean 'a100-sxm-80gb'",
        "run --hw h100 --model llama-2-7b                        | did you mean 'h100-sxm'",
        "run --hw a100-sxm-80gb --model llama-2-7                | llama-2-7b",
        "run --hw a100-sxm-80gb --model llama3                   | did you mean 'llama-3-8b'",
        "run --hw a100-sxm-80gb                                  | --model is missing",
        "run --model llama-2-7b                                  | --hw is missing",
        "run --hw a100-sxm-80gb --model llama-2-7b --btach-size 3 | did you mean '--batch-size'",
        "run --hw a100-sxm-80gb --model llama-2-7b extra         | extra",
        "run --hw a100-sxm-80gb --model llama-2-7b --format xml  | xml",
        "run --hw a100-sxm-80gb --model llama-2-7b --fidelity exact | roofline, pipeline",
        "run --hw a100-sxm-80gb --model llama-2-7b --attention fast | flash-split-kv",
        "run --hw a100-sxm-80gb --model llama-2-7b --technique awk  | did you mean 'awq'",
        "compare --hw a100-sxm-80gb,,l4 --model llama-2-7b       | empty",
        "compare --hw a100-sxm-80gb,l5 --model llama-2-7b        | l5",
        "sweep --hw a100-sxm-80gb --model llama-2-7b             | --vary is missing",
        "--hw a100-sxm-80gb                                      | the command comes first",
      })
  void whatDoesNotExistIsNamedWithANearMatch(String line, String said) {
    CommandRun run = refused(line);
    assertTrue(run.err().contains(said), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--batch-size 0                 | --batch-size must be between 1 and",
        "--batch-size -4                | --batch-size must be between 1 and",
        "--batch-size 99999999999       | --batch-size must be between 1 and",
        "--batch-size many              | many",
        "--isl 0                        | --input-len must be between 1 and",
        "--isl 999999999999             | --input-len must be between 1 and",
        "--osl 0                        | --output-len must be at least 1",
        "--prefix 1024                  | --prefix 1024",
        "--tp 0                         | --tp must be between 1 and",
        "--tp 3                         | tp 3 does not divide",
        "--tp 16                        | 16 devices are asked for",
        "--dp 2                         | --dp 2",
        "--pp 64                        | 64 devices",
        "--ep 2                         | ep 2",
        "--dtype fp9                    | did you mean",
        "--dtype fp8                    | --allow-emulation",
        "--w-bits 77                    | 77",
        "--group-size -1                | --group-size",
        "--set memory.hbm.bandwith=6TB/s | did you mean 'bandwidth'",
        "--set memory.hbm.bandwidth=6TB | 6TB",
        "--set memory.hbm.bandwidth=0TB/s | memory.hbm.bandwidth",
        "--set nonsense                 | PATH=VALUE",
        "--threads 0 --batch nothing.csv | --threads must be at least 1",
        "--batch nothing.csv            | nothing.csv",
      })
  void sizesAndTypesThatMakeNoSenseAreRefused(String options, String said) {
    CommandRun run = refused(RUN + options);
    assertTrue(run.err().contains(said), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--n 1 --k 1            | --m is missing",
        "--m 0 --n 1 --k 1      | --m must be between",
        "--m 1 --n -1 --k 1     | --n must be between",
        "--m 1 --n 1 --k 9999999999999 | --k must be between",
        "--m 1 --n 1 --k 1 --density 2 | density must be at most 1",
        "--m 1 --n 1 --k 1 --dtype fp8 | it has",
        "--m 1.5 --n 1 --k 1    | '--m': '1.5' is not a whole number",
        "--m 1 --n 1 --k 1 --threads 0 | --threads must be at least 1",
        "--m 1 --n 1 --k 1 --format xml | 'xml' is not known; there are table, json, csv",
      })
  void operatorShapesAreChecked(String options, String said) {
    CommandRun run = refused(GEMM + options);
    assertTrue(run.err().contains(said), run.err());
  }

  @Test
  void filesThatAreNotWhatTheyShouldBeAreRefused() throws IOException {
    Path yaml = Files.writeString(folder.resolve("bad.yaml"), "schema: [1, 2\nid: {");
    refused("run --hw " + yaml + " --model llama-2-7b");
    refused("run --hw a100-sxm-80gb --model " + yaml);
    Path deep = Files.writeString(folder.resolve("deep.yaml"), "[".repeat(100_000));
    refused("run --hw " + deep + " --model llama-2-7b");
    Path json = Files.writeString(folder.resolve("config.json"), "{\"hidden_size\": 4096,");
    refused("run --hw a100-sxm-80gb --model " + json);
    Path zeros = Files.write(folder.resolve("zeros.gguf"), new byte[1 << 20]);
    refused("run --hw a100-sxm-80gb --model " + zeros);
    refused("run --hw " + folder + "/none.yaml --model llama-2-7b");
  }

  @Test
  void outputThatCannotBeWrittenLeavesNothing() throws IOException {
    refused(RUN + "--output " + folder + "/missing/out.json");
    refused(RUN + "--output " + folder);
    if (Files.exists(Path.of("/dev/full"))) {
      assertTrue(refused(RUN + "--output /dev/full").err().contains("cannot write /dev/full"));
    }
    refused(RUN + "--report " + folder + "/report --output " + folder + "/missing/out.json");
    refused(RUN + "--report=");
    refused(RUN + "--output=");
    Path file = Files.writeString(folder.resolve("in-the-way"), "kept");
    refused(RUN + "--output " + file + "/out.json");
    refused(RUN + "--report " + file);
    assertEquals("kept", Files.readString(file));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void anErrorWritesNoFile() {
    Path target = folder.resolve("out.json");
    refused(RUN + "--tp 3 --output " + target);
    assertFalse(Files.exists(target));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch-size;isl\\n1;128\\n0;128       | :3: --batch-size must be",
        "batch-size;isl\\n1;128\\n2          | :3: 1 fields under 2 columns",
        "batchsize\\n1                       | :1: no option 'batchsize' (did you mean '--batch-size'?)",
        "bs;bs\\n1;1                         | :1: column 'bs' is there twice",
        "format\\njson                       | :1: no option 'format'",
        "bs                                  | at least one line is needed",
        "tp\\n1\\n1\\n3\\n0                  | :4: tp 3 does not divide",
      })
  void aWrongLineOfABatchIsNamedAndNothingIsPrinted(String text, String said) throws IOException {
    String csv = text.replace("\\n", "\n").replace(';', ',');
    Path file = Files.writeString(folder.resolve("cases.csv"), csv);
    CommandRun run = refused(RUN + "--batch " + file);
    assertTrue(run.err().contains(said), run.err());
  }

  @Test
  void attentionNamesItsOptions() {
    CommandRun run =
        refused("op attention --hw h100-sxm --seq-len 8 --heads 8 --kv-heads 3 --head-dim 64");
    assertTrue(run.err().contains("--kv-heads 3 must divide --heads 8"), run.err());
  }

  @Test
  void expertsWithoutDevicesSayWhereTheyWouldLie() {
    CommandRun run = refused("run --hw dgx-h100 --model mixtral-8x7b --ep 8");
    assertTrue(run.err().contains("--tp or --dp 8 is wanted"), run.err());
  }

  @Test
  void aGigabyteOfZerosIsNoBatch() throws IOException {
    Path file = folder.resolve("zeros.csv");
    try (RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw")) {
      zeros.setLength(1L << 30);
      CommandRun run = refused(RUN + "--batch " + file);
      assertTrue(run.err().contains("larger than 64 MiB"), run.err());
      zeros.setLength(1L << 10);
    }
    CommandRun run = refused(RUN + "--batch " + file);
    assertTrue(run.err().contains("zero bytes"), run.err());
  }

  @Test
  void aBatchThatIsNoTextIsRefused() throws IOException {
    Path file = folder.resolve("cases.csv");
    Files.write(file, "bs\n\u00ff".getBytes(StandardCharsets.ISO_8859_1));
    refused(RUN + "--batch " + file);
    Files.writeString(file, "bs\n1\n");
    refused(RUN + "--format table --batch " + file);
  }
}
