package ridgepoint.cli.run;

import java.util.Map;
import picocli.CommandLine.Option;
import ridgepoint.input.InputException;
import ridgepoint.workload.Parallelism;

/** Workers of their own for prompts and for decoding. */
final class PoolOptions {
  @Option(
      names = "--disaggregated",
      description = "Read prompts and generate on different workers.")
  boolean disaggregated;

  @Option(
      names = "--prefill-workers",
      paramLabel = "N",
      description = "Workers that read prompts (default: ${DEFAULT-VALUE}).")
  int prefillWorkers = 1;

  @Option(
      names = "--decode-workers",
      paramLabel = "N",
      description = "Workers that generate (default: ${DEFAULT-VALUE}).")
  int decodeWorkers = 1;

  @Option(
      names = "--prefill-tp",
      paramLabel = "N",
      description = "Tensor-parallel devices of a worker that reads prompts (default: 1).")
  int tensor = 1;

  @Option(names = "--prefill-pp", paramLabel = "N", description = "Its pipeline stages.")
  int pipeline = 1;

  @Option(names = "--prefill-ep", paramLabel = "N", description = "Its expert-parallel devices.")
  int expert = 1;

  @Option(names = "--prefill-dp", paramLabel = "N", description = "Its replicas of attention.")
  int data = 1;

  Parallelism prefill() {
    return new Parallelism(tensor, pipeline, expert, data);
  }

  /** Devices of all workers, one that generates having so many. */
  int devices(int ofDecoding) {
    long all = (long) prefillWorkers * prefill().devices() + (long) decodeWorkers * ofDecoding;
    if (all > Integer.MAX_VALUE) {
      throw new InputException(
          "%d devices for all workers are more than %d".formatted(all, Integer.MAX_VALUE));
    }
    return (int) all;
  }

  void check(int most) {
    boolean given =
        prefillWorkers != 1 || decodeWorkers != 1 || !prefill().equals(Parallelism.NONE);
    if (given && !disaggregated) {
      throw new InputException("workers of prompts and of decoding need --disaggregated");
    }
    for (int value : new int[] {prefillWorkers, decodeWorkers, tensor, pipeline, expert, data}) {
      if (value < 1 || value > most) {
        throw new InputException(
            "numbers of workers and of their devices are from 1 to %d, got %d"
                .formatted(most, value));
      }
    }
  }

  void echo(Map<String, Object> figures) {
    if (disaggregated) {
      figures.put("prefill_workers", (long) prefillWorkers);
      figures.put("prefill_devices", (long) prefillWorkers * prefill().devices());
      figures.put("decode_workers", (long) decodeWorkers);
    }
  }
}
