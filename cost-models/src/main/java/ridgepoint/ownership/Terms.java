package ridgepoint.ownership;

import ridgepoint.input.YamlSection;

/**
 * How a machine is owned and run.
 *
 * @param lifeYears over which its price is written off, in a straight line
 * @param systemOverDevices price of the whole machine over that of its devices
 * @param interest yearly, on half the price: the average that is still bound
 * @param utilization share of the time in which it works; the rest it idles
 * @param dollarsPerKilowattHour of electricity
 * @param facilityOverMachine power usage effectiveness
 * @param machineOverDevices power of the whole machine over that of its devices
 * @param operation yearly, as a share of the price
 */
public record Terms(
    double lifeYears,
    double systemOverDevices,
    double interest,
    double utilization,
    double dollarsPerKilowattHour,
    double facilityOverMachine,
    double machineOverDevices,
    double operation) {
  public Terms {
    atLeast("life_years", lifeYears, Double.MIN_VALUE);
    atLeast("system_over_devices", systemOverDevices, 1);
    atLeast("interest", interest, 0);
    atLeast("utilization", utilization, Double.MIN_VALUE);
    atLeast("electricity", dollarsPerKilowattHour, 0);
    atLeast("pue", facilityOverMachine, 1);
    atLeast("host_power_over_devices", machineOverDevices, 1);
    atLeast("operation", operation, 0);
    if (utilization > 1) {
      throw new IllegalArgumentException("utilization is at most 1, got " + utilization);
    }
  }

  private static void atLeast(String name, double value, double least) {
    if (!(value >= least) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name
              + (least == Double.MIN_VALUE ? " must be positive" : " is at least " + least)
              + ", got "
              + value);
    }
  }

  static Terms of(YamlSection section) {
    return new Terms(
        section.number("life_years", 0.01, 100),
        section.number("system_over_devices", 1, 100),
        section.number("interest", 0, 1),
        section.number("utilization", 0.001, 1),
        section.number("electricity", 0, 100),
        section.number("pue", 1, 10),
        section.number("host_power_over_devices", 1, 10),
        section.number("operation", 0, 10));
  }

  /** The same with other electricity. */
  public Terms withElectricity(double dollars) {
    return new Terms(
        lifeYears,
        systemOverDevices,
        interest,
        utilization,
        dollars,
        facilityOverMachine,
        machineOverDevices,
        operation);
  }

  /** The same at another utilization. */
  public Terms withUtilization(double share) {
    return new Terms(
        lifeYears,
        systemOverDevices,
        interest,
        share,
        dollarsPerKilowattHour,
        facilityOverMachine,
        machineOverDevices,
        operation);
  }

  /** The same written off over another life. */
  public Terms withLife(double years) {
    return new Terms(
        years,
        systemOverDevices,
        interest,
        utilization,
        dollarsPerKilowattHour,
        facilityOverMachine,
        machineOverDevices,
        operation);
  }
}
