package ridgepoint.energy;

import java.util.function.ToDoubleFunction;

/**
 * How a device's board power relates to the energies that its description gives for single
 * operations and bytes; a kind's defaults name each parameter as given here.
 *
 * @param activeScale ({@code active-power-scale}) on the power a running device draws whatever it
 *     runs
 * @param matrixScale ({@code matrix-energy-scale}) on the energy of operations of matrix units
 * @param widthFreeShare ({@code matrix-width-free-share}) share of a 16-bit operation's energy that
 *     an operation on narrower operands takes as well: accumulation, control
 * @param vectorScale ({@code vector-energy-scale}) on the energy of element-wise and special
 *     operations beyond what active power covers
 * @param memoryScale ({@code memory-energy-scale}) on the energy of bytes of main memory: what
 *     controllers, the way across the die and conversion add to the memory's own
 * @param zeroShare ({@code zero-operand-energy}) of all dynamic energy that remains when an operand
 *     is all zeros
 * @param limitShare ({@code power-limit-share}) of the power limit that its controller holds on
 *     average
 * @param voltageFloor ({@code voltage-floor}) fraction of the nominal clock below which voltage
 *     falls no further
 * @param responseSeconds ({@code power-response-seconds}) for which power may exceed the limit
 *     before the controller lowers the clock
 */
public record EnergyParameters(
    double activeScale,
    double matrixScale,
    double widthFreeShare,
    double vectorScale,
    double memoryScale,
    double zeroShare,
    double limitShare,
    double voltageFloor,
    double responseSeconds) {

  /** Energies as described, and voltage that follows the clock all the way down. */
  public static final EnergyParameters DESCRIBED =
      new EnergyParameters(1, 1, 0, 1, 1, 1, 1, 0, Double.POSITIVE_INFINITY);

  /**
   * Those of a kind.
   *
   * @param values of its parameters by name
   */
  public static EnergyParameters of(ToDoubleFunction<String> values) {
    return new EnergyParameters(
        values.applyAsDouble("active-power-scale"),
        values.applyAsDouble("matrix-energy-scale"),
        values.applyAsDouble("matrix-width-free-share"),
        values.applyAsDouble("vector-energy-scale"),
        values.applyAsDouble("memory-energy-scale"),
        values.applyAsDouble("zero-operand-energy"),
        values.applyAsDouble("power-limit-share"),
        values.applyAsDouble("voltage-floor"),
        values.applyAsDouble("power-response-seconds"));
  }

  /** These for operands that hold such data. */
  public EnergyParameters with(OperandData data) {
    return switch (data) {
      case RANDOM -> this;
      case ZERO_WEIGHTS ->
          new EnergyParameters(
              activeScale * zeroShare,
              matrixScale * zeroShare,
              widthFreeShare,
              vectorScale * zeroShare,
              memoryScale * zeroShare,
              zeroShare,
              limitShare,
              voltageFloor,
              responseSeconds);
    };
  }
}
