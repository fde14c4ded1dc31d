package ridgepoint.host;

import java.util.List;
import java.util.Locale;
import ridgepoint.hardware.Calibration;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.host.HostMeasurements.Level;
import ridgepoint.host.HostProcessor.Cache;

/** A machine's description as a YAML file that {@code --hw} takes. */
final class HostDescription {
  private static final double GIGA = 1e9;
  private static final double NANO = 1e-9;
  private static final double MICRO = 1e-6;
  private static final double KIB = 1024;
  private static final double ASSUMED_MEMORY = 16 * KIB * KIB * KIB;

  private final HostProcessor processor;
  private final HostMeasurements measured;
  private final String date;

  /**
   * @param date of the measurements, as in {@code 2026-01-31}
   */
  HostDescription(HostProcessor processor, HostMeasurements measured, String date) {
    this.processor = processor;
    this.measured = measured;
    this.date = date;
  }

  /** The device that the text describes. */
  DeviceSpec device(String text) {
    return new DeviceLibrary().read("description of this host", text);
  }

  /**
   * The whole file.
   *
   * @param kernels whose times were predicted with it, for the record
   * @param meanError of those
   * @param medianError of those
   */
  String yaml(int kernels, double meanError, double medianError) {
    return head() + compute() + memory() + rest() + calibration(kernels, meanError, medianError);
  }

  private String head() {
    return """
# This machine as 'ridgepoint host' found and measured it. What an operating system does not say and
# no program can measure (power, energies, silicon) is assumed, as for server processors of 2022.
schema: ridgepoint.device/1
id: host
name: "%s"
kind: cpu
vendor: "%s"
year: %s
links: {}

sources:
  system: "/proc and /sys of the operating system"
  usual: "The system names no caches: those that most server cores have"
  measured: "ridgepoint host, %s, with %s"
  energy: "As the description of epyc-9654 derives them"
  estimate: "Estimate; no figure known"

"""
        .formatted(
            quoted(processor.name()),
            quoted(processor.vendor()),
            date.substring(0, 4),
            date,
            measured.arithmetic());
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private String compute() {
    return """
compute:
  units: {value: %d, from: datasheet, source: system, note: "cores"}
  clock: {value: %s GHz, from: measured, source: measured, note: "a chain of dependent shifts"}
  vector:
    peak:
      fp32: {value: %s GFLOP/s, from: measured, source: measured, note: "fused multiply-adds of all cores"}
  special:
    rate: {value: %s GOP/s, from: measured, source: measured, note: "exponentials"}

"""
        .formatted(
            processor.cores(),
            number(measured.clockHertz() / GIGA),
            number(2 * measured.multiplyAdds().allCores() / GIGA),
            number(processor.cores() * measured.kernels().exponentials() / GIGA));
  }

  private String memory() {
    StringBuilder text = new StringBuilder("memory:\n");
    List<Level> levels = measured.levels();
    for (int i = 0; i < processor.caches().size(); i++) {
      Cache cache = processor.caches().get(i);
      text.append(
          level(
              levels.get(i),
              capacity(cache, levels.get(i)),
              cachesFrom(),
              Math.max(1, processor.cores() / cache.sharedBy()),
              "hardware",
              cache.level() == 1 ? 0.093 : cache.level() == 2 ? 0.153 : 0.398));
    }
    double bytes = processor.memoryBytes().orElse(ASSUMED_MEMORY);
    return text.append(
            level(
                measured.mainMemory(),
                number(bytes / (KIB * KIB * KIB)) + " GiB, from: " + memoryFrom(),
                memoryFrom(),
                1,
                "software",
                17.5))
        .append('\n')
        .toString();
  }

  private String memoryFrom() {
    return processor.memoryBytes().isPresent()
        ? "datasheet, source: system"
        : "assumed, source: estimate";
  }

  private String cachesFrom() {
    return processor.cachesAreAssumed() ? "assumed, source: usual" : "datasheet, source: system";
  }

  /** What a program finds free of a cache, where that is less than the system says. */
  private String capacity(Cache cache, Level level) {
    String named = number(cache.bytes() / KIB) + " KiB";
    if (level.effectiveBytes() >= cache.bytes()) {
      return named + ", from: " + cachesFrom();
    }
    String found = number(level.effectiveBytes() / KIB) + " KiB, from: measured, source: measured";
    String whose = processor.cachesAreAssumed() ? " is usual" : " by the system's figure";
    return found
        + ", note: \"found again of working sets read over and over; "
        + named
        + whose
        + "\"";
  }

  private static String level(
      Level level,
      String capacity,
      String from,
      int instances,
      String managed,
      double picojoulesPerBit) {
    return """
  %s:
    capacity: {value: %s}
    instances: {value: %d, from: %s}
    read_bandwidth: {value: %s GB/s, from: measured, source: measured, note: "all cores"}
    write_bandwidth: {value: %s GB/s, from: measured, source: measured, note: "all cores"}
    latency: {value: %s ns, from: measured, source: measured, note: "a chain of dependent loads"}
    energy: {value: %s pJ/bit, from: assumed, source: energy}
    managed: %s
"""
        .formatted(
            level.name(),
            capacity,
            instances,
            from,
            number(level.read().allCores() / GIGA),
            number(level.written().allCores() / GIGA),
            number(level.latencySeconds() / NANO),
            number(picojoulesPerBit),
            managed);
  }

  private String rest() {
    Level main = measured.mainMemory();
    double saturating =
        Math.min(processor.cores(), Math.max(1, main.read().allCores() / main.read().oneCore()));
    double perCycle =
        2 * measured.multiplyAdds().oneCore() / measured.clockHertz() / (2 * measured.lanes());
    int sockets = processor.cores() % processor.sockets() == 0 ? processor.sockets() : 1;
    int watts = 10 + 5 * processor.cores();
    return """
control:
  launch: {value: %s us, from: measured, source: measured, note: "a program of one small tile"}
  host_call: {value: 0.2 us, from: assumed, source: estimate, note: "dispatch of one operator by a runtime"}
  synchronization: {value: %s us, from: measured, source: measured, note: "waking and joining all cores"}

power:
  limit: {value: %d W, from: assumed, source: estimate, note: "5 W a core"}
  idle: {value: %d W, from: assumed, source: estimate}
  energy:
    matrix:
      fp32: {value: 13.7 pJ, from: assumed, source: energy}
    vector: {value: 13.7 pJ, from: assumed, source: energy}
    special: {value: 137 pJ, from: assumed, source: energy}
  dynamic_exponent: {value: 2, from: assumed, source: estimate}

silicon:
  node: unknown

cpu:
  sockets: {value: %d, from: datasheet, source: system}
  cores_per_socket: {value: %d, from: datasheet, source: system}
  simd_bits: {value: %d, from: measured, source: measured, note: "vectors of this Java"}
  multiply_add_pipes: {value: %d, from: derived, source: measured, note: "peak / clock / lanes"}
  cores_to_saturate_memory: {value: %s, from: derived, source: measured, note: "all cores' bandwidth / one core's"}

"""
        .formatted(
            number(measured.overheads().launchSeconds() / MICRO),
            number(measured.overheads().barrierSeconds() / MICRO),
            watts,
            watts / 5,
            sockets,
            processor.cores() / sockets,
            Float.SIZE * measured.lanes(),
            Math.max(1, Math.round(perCycle)),
            number(saturating));
  }

  /** Bandwidths were measured, so that nothing is left to be lost of them. */
  private String calibration(int kernels, double meanError, double medianError) {
    double peakPerCore = measured.multiplyAdds().allCores() / processor.cores();
    return """
# Measured as the rates above; the errors are those of the kernels that were predicted with them.
calibration:
  %s:
    host:
      data_set: "microbenchmarks of ridgepoint host"
      date: %s
      rows: %d
      mean_error: %s
      median_error: %s
      parameters:
        product-efficiency: %s
        thin-efficiency: %s
        thin-output-seconds: %s
        packing-seconds: %s
        vector-efficiency: %s
        special-efficiency: 1
        memory-efficiency: 1
        cache-efficiency: 1
        write-efficiency: 1
        tile-seconds: %s
        step-seconds: %s
"""
        .formatted(
            Calibration.ANY_STACK,
            date,
            Math.max(1, kernels),
            number(meanError),
            number(medianError),
            number(Math.min(1, measured.kernels().multiplyAdds() / peakPerCore)),
            number(Math.min(1, measured.kernels().thinMultiplyAdds() / peakPerCore)),
            exponent(measured.kernels().thinOutputSeconds()),
            exponent(measured.kernels().packingSeconds()),
            number(Math.min(1, measured.kernels().vectorOperations() / (2 * peakPerCore))),
            exponent(measured.overheads().tileSeconds()),
            exponent(measured.overheads().stepSeconds()));
  }

  private static String number(double value) {
    return new java.math.BigDecimal(value)
        .round(new java.math.MathContext(4))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String exponent(double value) {
    return String.format(Locale.ROOT, "%.4e", value);
  }
}
