package ridgepoint.exploration.evaluation;

import java.util.Optional;
import java.util.OptionalDouble;
import ridgepoint.area.AreaModel;
import ridgepoint.area.SiliconArea;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.ownership.DesignPricing;
import ridgepoint.ownership.DevicePricing;
import ridgepoint.ownership.OwnershipModel;

/**
 * Silicon and money of designs that come from one device: its published area and list price, by the
 * ratio of the design's modelled area and cost of making to its own. Where nothing is published, or
 * nothing can be modelled, the other one stands alone. Safe for use by many threads.
 */
final class Economics {

  private final AreaModel areas;
  private final DevicePricing pricing;
  private final OwnershipModel ownership;
  private final DeviceSpec base;
  private final double baseArea;
  private final Optional<DesignPricing> designs;

  /**
   * One design's silicon and money; what is not known is not a number.
   *
   * @param squareMetres of one device
   * @param priceUsd of one device
   */
  record Worth(double squareMetres, double priceUsd) {}

  Economics(DeviceSpec base) {
    this(base, AreaModel.shipped(), OwnershipModel.shipped());
  }

  private Economics(DeviceSpec base, AreaModel areas, OwnershipModel ownership) {
    this.base = base;
    this.areas = areas;
    this.ownership = ownership;
    pricing = ownership.pricing();
    baseArea = model(base).map(SiliconArea::squareMetres).orElse(Double.NaN);
    designs = designs(pricing, base);
  }

  private static Optional<DesignPricing> designs(DevicePricing pricing, DeviceSpec base) {
    try {
      return Optional.of(new DesignPricing(pricing, base));
    } catch (InputException e) {
      return Optional.empty(); // what it costs to make is not known
    }
  }

  Worth of(DeviceSpec design) {
    if (design.equals(base)) {
      return new Worth(base.silicon().areaSquareMetres().orElse(baseArea), listPrice(base));
    }
    Optional<SiliconArea> area = model(design);
    return new Worth(area(design, area), price(design, area));
  }

  private double area(DeviceSpec design, Optional<SiliconArea> modelled) {
    OptionalDouble published = base.silicon().areaSquareMetres();
    boolean restated = !design.silicon().areaSquareMetres().equals(published);
    if (restated || Double.isNaN(baseArea)) {
      return design.silicon().areaSquareMetres().orElse(Double.NaN);
    }
    double own = modelled.map(SiliconArea::squareMetres).orElse(Double.NaN);
    return published.isPresent() ? published.getAsDouble() * (own / baseArea) : own;
  }

  private double price(DeviceSpec design, Optional<SiliconArea> modelled) {
    boolean restated = !design.silicon().priceUsd().equals(base.silicon().priceUsd());
    if (restated || designs.isEmpty()) {
      return listPrice(design);
    }
    try {
      return modelled.isEmpty()
          ? Double.NaN
          : designs.get().price(pricing.making(design, modelled.get()));
    } catch (InputException e) {
      return Double.NaN; // no wafer is large enough, or a price is not known
    }
  }

  /** Cost of a million tokens of a machine that draws so much while it works. */
  double perMillionTokens(
      SystemSpec system, double priceUsd, int devices, double watts, double tokensPerSecond) {
    if (!(tokensPerSecond > 0) || Double.isNaN(priceUsd)) {
      return Double.NaN;
    }
    double working = ownership.terms().utilization();
    double idle = devices * system.device().power().idleWatts();
    double average = watts * working + idle * (1 - working);
    return ownership.cost(priceUsd, average).perMillionTokens(tokensPerSecond);
  }

  private Optional<SiliconArea> model(DeviceSpec design) {
    try {
      return Optional.of(areas.area(design));
    } catch (InputException e) {
      return Optional.empty(); // not modelled, such as an FPGA
    }
  }

  private double listPrice(DeviceSpec design) {
    try {
      return pricing.price(design);
    } catch (InputException e) {
      return Double.NaN;
    }
  }
}
