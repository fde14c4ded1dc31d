package ridgepoint.exploration.evaluation;

import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.simulation.Figures;

/** Fills in what is known of a point. */
final class Measures {
  private Measures() {}

  static void fill(double[] row, Layout layout, Figures figures, SystemSpec system) {
    DeviceSpec device = system.device();
    double latency = figures.latencySeconds();
    set(row, layout, Measure.TTFT, figures.ttftSeconds());
    set(row, layout, Measure.TPOT, figures.tpotSeconds());
    set(row, layout, Measure.LATENCY, latency);
    set(row, layout, Measure.THROUGHPUT, figures.tokensPerSecond());
    set(row, layout, Measure.ENERGY, figures.energyJoules());
    set(row, layout, Measure.ENERGY_PER_TOKEN, figures.joulesPerToken());
    set(row, layout, Measure.ENERGY_DELAY, figures.energyJoules() * latency);
    set(row, layout, Measure.POWER, figures.energyJoules() / latency / figures.devices());
    set(row, layout, Measure.POWER_LIMIT, device.power().limitWatts());
    set(
        row,
        layout,
        Measure.AREA,
        device.silicon().areaSquareMetres().orElse(Double.NaN) / Measure.AREA.factor());
    set(
        row,
        layout,
        Measure.PRICE,
        device.silicon().priceUsd().orElse(Double.NaN) * figures.devices());
    set(row, layout, Measure.MEMORY, figures.memoryBytes());
    set(row, layout, Measure.CAPACITY, figures.capacityBytes());
    set(row, layout, Measure.DEVICES, figures.devices());
    set(row, layout, Measure.FITS, figures.fits() ? 1 : 0);
  }

  private static void set(double[] row, Layout layout, Measure measure, double value) {
    row[layout.position(measure)] = value;
  }
}
