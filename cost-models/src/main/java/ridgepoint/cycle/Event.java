package ridgepoint.cycle;

import ridgepoint.number.DataType;

/**
 * What one use of a unit adds to the books of a pass.
 *
 * @param level of the device's memory levels that bytes cross; of no meaning without bytes
 */
public record Event(
    int level,
    double bytes,
    double matrixOperations,
    DataType matrixType,
    double vectorOperations,
    double specialOperations) {

  /** Bytes across a memory level. */
  public static Event move(int level, double bytes) {
    return new Event(level, bytes, 0, DataType.FP32, 0, 0);
  }

  /** Operations of a matrix unit. */
  public static Event multiply(double operations, DataType type) {
    return new Event(0, 0, operations, type, 0, 0);
  }

  /** Operations of vector and special-function units. */
  public static Event vector(double operations, double specialOperations) {
    return new Event(0, 0, 0, DataType.FP32, operations, specialOperations);
  }

  /** The same operations with what they move across a level near to the unit. */
  public Event across(int nearLevel, double nearBytes) {
    return new Event(
        nearLevel, nearBytes, matrixOperations, matrixType, vectorOperations, specialOperations);
  }
}
