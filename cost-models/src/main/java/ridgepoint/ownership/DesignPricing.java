package ridgepoint.ownership;

import ridgepoint.hardware.DeviceSpec;

/**
 * What changed designs of one device would cost to buy: its own price by the ratio of what they and
 * it cost to make. What concerns the device itself is computed once.
 */
public final class DesignPricing {
  private final double basePrice;
  private final double baseMaking;

  /**
   * @param base with a list price, or else the cost of making counts
   * @throws ridgepoint.input.InputException when what it costs to make cannot be computed
   */
  public DesignPricing(DevicePricing pricing, DeviceSpec base) {
    basePrice = pricing.price(base);
    baseMaking = pricing.making(base).total();
  }

  /** Price of the device itself. */
  public double basePrice() {
    return basePrice;
  }

  /** Price of a design that costs so much to make. */
  public double price(MakingCost making) {
    return basePrice * (making.total() / baseMaking);
  }
}
