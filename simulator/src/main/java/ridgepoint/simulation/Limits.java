package ridgepoint.simulation;

import java.util.Locale;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.model.ModelSpec;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Workload;

/** Sizes that make sense. What is beyond them is a slip of the keyboard, not a question. */
public final class Limits {
  /** Sequences in a batch, over all replicas. */
  public static final long LARGEST_BATCH = 1L << 20;

  /** Tokens of a sequence, prompt and output each. */
  public static final long LONGEST_SEQUENCE = 1L << 24;

  private static final int MOST_DEVICES = 1 << 20;

  private Limits() {}

  /**
   * Checks a workload against what can be meant and against the devices there are.
   *
   * @throws InputException naming the option and what is allowed
   */
  public static void check(Workload workload, SystemSpec system) {
    between("--batch-size", workload.batchSize(), 1, LARGEST_BATCH);
    between("--input-len", workload.inputLength(), 1, LONGEST_SEQUENCE);
    between("--output-len", workload.outputLength(), 0, LONGEST_SEQUENCE);
    between("--prefix", workload.cachedPrefix(), 0, LONGEST_SEQUENCE);
    if (workload.cachedPrefix() >= workload.inputLength()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "--prefix %d leaves nothing to prefill: it must be smaller than --input-len %d",
              workload.cachedPrefix(),
              workload.inputLength()));
    }
    Parallelism parallelism = workload.parallelism();
    check("--tp", parallelism.tensor());
    check("--pp", parallelism.pipeline());
    check("--ep", parallelism.expert());
    check("--dp", parallelism.data());
    if (parallelism.data() > workload.batchSize()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "--dp %d needs at least as many sequences, and --batch-size is %d",
              parallelism.data(),
              workload.batchSize()));
    }
    if (parallelism.devices() > system.deviceCount()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "--tp %d x --pp %d x --dp %d needs %d devices, and %s has %d",
              parallelism.tensor(),
              parallelism.pipeline(),
              parallelism.data(),
              parallelism.devices(),
              system.id(),
              system.deviceCount()));
    }
  }

  /**
   * Checks that a model generates if tokens are asked of it, and only then.
   *
   * @throws InputException saying which output length is allowed
   */
  public static void check(ModelSpec model, Workload workload) {
    if (!model.isDecoder() && workload.outputLength() > 0) {
      throw new InputException(
          model.id() + " is an encoder and generates no tokens: --output-len must be 0");
    }
    if (model.isDecoder() && workload.outputLength() < 1) {
      throw new InputException(
          "--output-len must be at least 1 for "
              + model.id()
              + ": the first token comes out of the prefill");
    }
  }

  private static void check(String option, int degree) {
    between(option, degree, 1, MOST_DEVICES);
  }

  private static void between(String option, long value, long low, long high) {
    if (value < low || value > high) {
      throw new InputException(
          String.format(
              Locale.ROOT, "%s must be between %d and %d, got %d", option, low, high, value));
    }
  }
}
