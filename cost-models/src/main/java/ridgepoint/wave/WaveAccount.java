package ridgepoint.wave;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.energy.Activity;
import ridgepoint.energy.ClockResponse;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.Totals;

/** Sums the passes of a kernel into one time with its parts. */
final class WaveAccount {
  private final DeviceSpec device;
  private final SharedLevels levels;
  private final WaveParameters parameters;
  private final List<PassTime> passes;
  private final double[] share;
  private final double[] busy;
  private final double launch;
  private double overhead;
  private double compute;

  WaveAccount(
      DeviceSpec device, SharedLevels levels, WaveParameters parameters, List<PassTime> passes) {
    this.device = device;
    this.levels = levels;
    this.parameters = parameters;
    this.passes = passes;
    launch = device.control().launchSeconds() + (passes.size() - 1) * parameters.passSeconds();
    int resources = passes.get(0).waves().busy.length;
    share = new double[resources];
    busy = new double[resources];
    for (PassTime pass : passes) {
      overhead += pass.overheadSeconds();
      compute += pass.waves().computeSeconds;
      for (int resource = 0; resource < resources; resource++) {
        share[resource] += pass.waves().share[resource];
        busy[resource] += pass.waves().busy[resource];
      }
    }
  }

  MappedTime mappedTime() {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("launch", launch));
    parts.add(new Part("fill and drain", overhead));
    double latency = launch + overhead;
    int limit = 0;
    for (int resource = 0; resource < share.length; resource++) {
      latency += share[resource];
      if (share[resource] > 0) {
        parts.add(new Part(name(resource), share[resource]));
      }
      limit = share[resource] > share[limit] ? resource : limit;
    }
    boolean started = launch + overhead <= share[limit];
    double memory = share[share.length - 1];
    double fixed = launch + memory + share[WaveTimes.LATENCY];
    double busy = Math.min(latency - launch, compute);
    return new MappedTime(
        new ClockResponse(latency, Math.max(0, latency - fixed), busy, launch),
        started ? bound(limit) : Bound.OVERHEAD,
        started ? name(limit) : "launch",
        activity(),
        parts,
        resources(),
        reason());
  }

  private List<Part> resources() {
    List<Part> resources = new ArrayList<>();
    for (int resource = 0; resource < busy.length; resource++) {
      boolean used =
          resource != WaveTimes.PRIVATE && resource != WaveTimes.EPILOGUE || busy[resource] > 0;
      if (resource != WaveTimes.LATENCY && used) {
        resources.add(new Part(name(resource), busy[resource]));
      }
    }
    return resources;
  }

  private String name(int resource) {
    return switch (resource) {
      case WaveTimes.MATRIX -> "matrix";
      case WaveTimes.VECTOR -> "vector";
      case WaveTimes.PRIVATE -> levels.name(Math.max(0, levels.firstShared() - 1));
      case WaveTimes.LATENCY -> "latency";
      case WaveTimes.EPILOGUE -> "epilogue";
      default -> levels.name(levels.firstShared() + resource - WaveTimes.FIRST_LEVEL);
    };
  }

  private Bound bound(int resource) {
    return switch (resource) {
      case WaveTimes.MATRIX, WaveTimes.VECTOR -> Bound.COMPUTE;
      case WaveTimes.PRIVATE, WaveTimes.EPILOGUE -> Bound.CACHE;
      case WaveTimes.LATENCY -> Bound.MEMORY;
      default -> resource == busy.length - 1 ? Bound.MEMORY : Bound.CACHE;
    };
  }

  private Activity activity() {
    double[] bytes = new double[levels.count()];
    double matrix = 0;
    double vector = 0;
    double special = 0;
    Totals main = passes.get(0).totals();
    for (PassTime pass : passes) {
      Totals totals = pass.totals();
      matrix += totals.executedMatrixOperations();
      vector +=
          totals.vectorOperations()
              + totals.convertedElements() * parameters.conversionOperations();
      special += totals.specialOperations();
      for (int level = 0; level < bytes.length; level++) {
        // Within a unit every byte passes each level on its way in or out.
        bytes[level] +=
            level < levels.firstShared()
                ? totals.loaded() + totals.stored()
                : pass.bytes().read()[level] + pass.bytes().written()[level];
      }
    }
    return Activity.onDevice(matrix, main.matrixType(), vector, special, bytes);
  }

  private String reason() {
    PassTime main = passes.get(0);
    // Every tiling tried has one, and String.format would take longer than the rest of it.
    String text =
        Math.round(main.totals().tiles())
            + " tiles in "
            + Math.round(main.waves().waves)
            + (main.waves().waves == 1 ? " wave of " : " waves of ")
            + device.compute().units() * main.tilesPerUnit()
            + ", the last "
            + Math.round(100 * main.waves().lastWaveFill)
            + "% full";
    return passes.size() == 1
        ? text
        : text + "; then " + (passes.size() - 1) + " pass" + (passes.size() > 2 ? "es" : "");
  }
}
