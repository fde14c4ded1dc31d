package ridgepoint.exploration.evaluation;

import ridgepoint.hardware.DeviceSpec;
import ridgepoint.simulation.Figures;

/** Fills in what is known of a point. */
final class Measures {
  private Measures() {}

  static void fill(
      double[] row, Layout layout, Figures figures, Family.Machine machine, Economics economics) {
    DeviceSpec device = machine.system().device();
    Economics.Worth worth = machine.worth();
    double price = worth.priceUsd() * figures.devices();
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
    set(row, layout, Measure.AREA, worth.squareMetres() / Measure.AREA.factor());
    set(row, layout, Measure.PRICE, price);
    set(
        row,
        layout,
        Measure.COST,
        economics.perMillionTokens(
            machine.system(),
            price,
            figures.devices(),
            figures.energyJoules() / latency,
            figures.tokensPerSecond()));
    set(row, layout, Measure.MEMORY, figures.memoryBytes());
    set(row, layout, Measure.CAPACITY, figures.capacityBytes());
    set(row, layout, Measure.DEVICES, figures.devices());
    set(row, layout, Measure.FITS, figures.fits() ? 1 : 0);
  }

  private static void set(double[] row, Layout layout, Measure measure, double value) {
    row[layout.position(measure)] = value;
  }
}
