package ridgepoint.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.graph.MemoryFootprint;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.workload.Parallelism;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/** What a user can do about a workload that does not fit: changes that were tried and do fit. */
final class WaysOut {
  /** How many are offered. */
  private static final int OFFERED = 3;

  private static final int[] DEGREES = {2, 4, 8, 16, 32, 64, 128};
  private static final DataType[] NARROW = {DataType.INT8, DataType.INT4};

  /** A change of a workload, and how to ask for it. */
  private record Way(String option, Workload workload) {}

  private final SystemSpec system;
  private final MemoryFit memory;

  WaysOut(SystemSpec system, MemoryFit memory) {
    this.system = system;
    this.memory = memory;
  }

  /** The error that says what is needed, what is there and what would fit. */
  InputException refusal(Workload workload) {
    MemoryFootprint need = memory.footprint(workload);
    return new InputException(
        "does not fit: needs %s on the fullest device (weights %s, KV cache %s, activations and state %s), %s; what fits: %s; or --allow-oversubscription to estimate all the same"
            .formatted(
                gigabytes(need.totalBytes()),
                gigabytes(need.weightBytes()),
                gigabytes(need.kvCacheBytes()),
                gigabytes(need.activationBytes() + need.stateBytes()),
                memory.capacities(),
                String.join(" | ", of(workload))));
  }

  private List<String> of(Workload workload) {
    List<String> ways = new ArrayList<>();
    moreDevices(workload, "", ways);
    narrower(workload, ways);
    fewerTokens(workload, ways);
    if (ways.size() < OFFERED) {
      for (DataType type : NARROW) {
        if (type.bits() < workload.precision().weights().type().bits()) {
          moreDevices(
              workload.withPrecision(workload.precision().withWeights(Format.of(type))),
              "--weight-dtype " + type.id() + " ",
              ways);
        }
      }
    }
    if (ways.size() < OFFERED) {
      ways.add("a device with at least " + gigabytes(memory.footprint(workload).totalBytes()));
    }
    return ways.subList(0, Math.min(OFFERED, ways.size()));
  }

  /** The smallest higher tensor-parallel degree that fits. */
  private void moreDevices(Workload workload, String with, List<String> ways) {
    Parallelism now = workload.parallelism();
    for (int degree : DEGREES) {
      if (degree <= now.tensor()) {
        continue;
      }
      Parallelism more = new Parallelism(degree, now.pipeline(), now.expert(), now.data());
      Way way = new Way(with + "--tp " + degree, workload.withParallelism(more));
      if (fits(way)) {
        int devices = more.devices();
        boolean there = devices <= system.deviceCount();
        ways.add(describe(way) + (there ? "" : ", with " + devices + " devices"));
        return;
      }
    }
  }

  private void narrower(Workload workload, List<String> ways) {
    Precision now = workload.precision();
    List<Way> candidates = new ArrayList<>();
    for (DataType type : NARROW) {
      if (type.bits() < now.weights().type().bits()) {
        candidates.add(
            new Way(
                "--weight-dtype " + type.id(),
                workload.withPrecision(now.withWeights(Format.of(type)))));
      }
    }
    addFirstThatFits(candidates, ways);
    candidates.clear();
    for (DataType type : NARROW) {
      if (type.bits() < now.kvCache().type().bits()) {
        candidates.add(
            new Way(
                "--kv-dtype " + type.id(),
                workload.withPrecision(now.withKvCache(Format.of(type)))));
      }
    }
    addFirstThatFits(candidates, ways);
  }

  private void fewerTokens(Workload workload, List<String> ways) {
    long batch = memory.maximumBatchSize(workload);
    if (batch >= workload.parallelism().data() && batch < workload.batchSize()) {
      ways.add(describe(new Way("--batch-size " + batch, workload.withBatchSize(batch))));
    }
  }

  private void addFirstThatFits(List<Way> candidates, List<String> ways) {
    for (Way way : candidates) {
      if (fits(way)) {
        ways.add(describe(way));
        return;
      }
    }
  }

  /** A degree that does not divide the model is no way out. */
  private boolean fits(Way way) {
    try {
      return memory.fits(way.workload());
    } catch (InputException e) {
      return false;
    }
  }

  private String describe(Way way) {
    return way.option() + " (" + gigabytes(memory.footprint(way.workload()).totalBytes()) + ")";
  }

  private static String gigabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
