package ridgepoint.ownership;

import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Power;
import ridgepoint.hardware.SystemSpec;

/**
 * Cost of ownership: capital over the machine's life, operation, and electricity at the power it
 * draws. Pure and safe for use by many threads.
 */
public record OwnershipModel(DevicePricing pricing, Terms terms) {
  private static final double HOURS_PER_YEAR = 8766;
  private static final double WATTS_PER_KILOWATT = 1000;

  /** With prices and terms that ship with the program. */
  public static OwnershipModel shipped() {
    return new OwnershipModel(DevicePricing.shipped(), Prices.shipped().terms());
  }

  /** The same on other terms. */
  public OwnershipModel with(Terms other) {
    return new OwnershipModel(pricing, other);
  }

  /**
   * A system that draws up to its power limit while it works.
   *
   * @throws ridgepoint.input.InputException when the price of its devices is not known
   */
  public OwnershipCost cost(SystemSpec system) {
    return cost(system, system.device().power().limitWatts());
  }

  /**
   * A system.
   *
   * @param wattsPerDevice each device's average while it works
   */
  public OwnershipCost cost(SystemSpec system, double wattsPerDevice) {
    double price = system.deviceCount() * pricing.price(system.device());
    double watts = system.deviceCount() * average(system.device().power(), wattsPerDevice);
    if (system.attached().isPresent()) {
      DeviceSpec attached = system.attached().get();
      price += system.deviceCount() * pricing.price(attached);
      watts += system.deviceCount() * average(attached.power(), attached.power().limitWatts());
    }
    return cost(price, watts);
  }

  /**
   * One device of that price.
   *
   * @param watts it draws while it works
   */
  public OwnershipCost cost(double price, Power power, double watts) {
    return cost(price, average(power, watts));
  }

  /**
   * Devices of that price that draw so much on average, idle times included.
   *
   * @param price of all devices together, without the machine around them
   */
  public OwnershipCost cost(double price, double watts) {
    double machine = price * terms.systemOverDevices();
    return new OwnershipCost(
        machine * (1 / terms.lifeYears() + terms.interest() / 2) / HOURS_PER_YEAR,
        machine * terms.operation() / HOURS_PER_YEAR,
        watts
            * terms.machineOverDevices()
            * terms.facilityOverMachine()
            / WATTS_PER_KILOWATT
            * terms.dollarsPerKilowattHour(),
        terms.utilization());
  }

  private double average(Power power, double watts) {
    return watts * terms.utilization() + power.idleWatts() * (1 - terms.utilization());
  }
}
