package ridgepoint.ownership;

import java.util.OptionalDouble;
import ridgepoint.area.AreaModel;
import ridgepoint.area.ProcessNode;
import ridgepoint.area.SiliconArea;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Die;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.input.InputException;

/** What devices cost to make and to buy. Pure and safe for use by many threads. */
public final class DevicePricing {
  private static final double SQUARE_MILLIMETRE = 1e-6;
  private static final String STACKED = "hbm";

  private final AreaModel areas;
  private final Prices prices;

  public DevicePricing(AreaModel areas, Prices prices) {
    this.areas = areas;
    this.prices = prices;
  }

  /** With areas and prices that ship with the program. */
  public static DevicePricing shipped() {
    return new DevicePricing(AreaModel.shipped(), Prices.shipped());
  }

  /**
   * Cost of making a device, of silicon as {@link AreaModel} has it.
   *
   * @throws InputException when its area cannot be computed or no die fits on a wafer
   */
  public MakingCost making(DeviceSpec device) {
    return making(device, areas.area(device));
  }

  /** Cost of making a device of that silicon. */
  public MakingCost making(DeviceSpec device, SiliconArea area) {
    Die die = device.silicon().die();
    double unitShare =
        Math.min(1, area.coresSquareMetres() / area.chiplets() / area.dieSquareMetres());
    double unitsOfDie = device.compute().units() / die.unitsEnabled() / area.chiplets();
    int spares = (int) Math.round(unitsOfDie * (1 - die.unitsEnabled()));
    Prices.Process process = process(area.node());
    double defects = area.dieSquareMetres() * process.defectsPerSquareMetre();
    double cluster = prices.wafer().cluster();
    double yield =
        DieYield.withSpares(defects * unitShare, defects * (1 - unitShare), spares, cluster);
    double dies = area.chiplets() * die(device, area.dieSquareMetres(), process) / yield;
    if (area.ioChiplets() > 0) {
      Prices.Process io = process(area.ioNode());
      dies +=
          area.ioChiplets()
              * die(device, area.ioDieSquareMetres(), io)
              / DieYield.perfect(area.ioDieSquareMetres() * io.defectsPerSquareMetre(), cluster);
    }
    double memory = memory(device);
    double inPackage = device.mainMemory().name().startsWith(STACKED) ? memory : 0;
    return new MakingCost(
        yield,
        dies,
        dies * prices.testShare(),
        packaging(device, area, dies, inPackage),
        memory,
        prices.boardFixed() + prices.boardPerWatt() * device.power().limitWatts(),
        Math.max(area.dieSquareMetres(), area.ioDieSquareMetres())
            <= prices.wafer().reticleSquareMetres());
  }

  /**
   * What a device costs to buy: its list price, or else the cost of making it times the margin of
   * the trade. The list price of a CPU is without its memory, which is added.
   *
   * @throws InputException when it has no list price and its cost cannot be computed
   */
  public double price(DeviceSpec device) {
    OptionalDouble list = device.silicon().priceUsd();
    if (list.isEmpty()) {
      return making(device).total() * prices.priceOverCost();
    }
    return list.getAsDouble() + (device.kind() == DeviceKind.CPU ? memory(device) : 0);
  }

  /** One die off the wafer, working or not. */
  private double die(DeviceSpec device, double squareMetres, Prices.Process process) {
    double gross = WaferMap.grossDies(squareMetres, prices.wafer());
    if (gross < 1) {
      throw new InputException(
          "%s: a die of %.0f mm2 does not fit on a wafer; more chiplets or fewer units do"
              .formatted(device.id(), squareMetres / SQUARE_MILLIMETRE));
    }
    return process.waferPrice() / gross;
  }

  private double packaging(DeviceSpec device, SiliconArea area, double dies, double stackedMemory) {
    Prices.Packaging packaging = prices.packaging();
    double silicon = area.squareMetres();
    double cost = packaging.substrate() + packaging.substratePerSquareMetre() * silicon;
    if (device.mainMemory().name().startsWith(STACKED)) {
      double stacks =
          Math.ceil(
              device.mainMemory().readBytesPerSecond() / areas.interfaceBytesPerSecond(device)
                  - 1e-9);
      double interposer =
          (silicon + stacks * packaging.stackSquareMetres()) * packaging.interposerOverDies();
      double gross = WaferMap.grossDies(interposer, prices.wafer());
      if (gross < 1) {
        throw new InputException(
            "%s: an interposer of %.0f mm2 does not fit on a wafer"
                .formatted(device.id(), interposer / SQUARE_MILLIMETRE));
      }
      cost +=
          packaging.interposerWafer()
              / gross
              / DieYield.perfect(
                  interposer * packaging.interposerDefectsPerSquareMetre(),
                  prices.wafer().cluster());
    }
    double lost = (dies + cost + stackedMemory) * (1 / packaging.assemblyYield() - 1);
    return cost + lost;
  }

  private double memory(DeviceSpec device) {
    MemoryLevel memory = device.mainMemory();
    OptionalDouble perByte =
        prices.memoryPerByte(memory.name(), areas.interfaceBytesPerSecond(device));
    return memory.totalCapacityBytes()
        * perByte.orElseThrow(
            () ->
                new InputException(
                    "%s: the price of memory '%s' is not known; known are %s"
                        .formatted(
                            device.id(), memory.name(), String.join(", ", prices.memories()))));
  }

  private Prices.Process process(ProcessNode node) {
    Prices.Process process = prices.processes().get(node.id());
    if (process == null) {
      throw new InputException("the price of a wafer of process " + node.id() + " is not known");
    }
    return process;
  }
}
