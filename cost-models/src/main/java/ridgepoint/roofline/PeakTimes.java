package ridgepoint.roofline;

import ridgepoint.datatype.ProductRates;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.operator.Collective;
import ridgepoint.operator.Operator;
import ridgepoint.operator.StateScan;
import ridgepoint.operator.Transfer;
import ridgepoint.operator.Work;

/**
 * Seconds each resource of a device needs for an operator's compulsory work at its peak rate.
 *
 * @param matrix on the matrix unit
 * @param vector on the vector unit, products included whose type the matrix unit lacks
 * @param special on the special-function units
 * @param memory on main memory
 */
record PeakTimes(double matrix, double vector, double special, double memory) {

  double compute() {
    return Math.max(matrix, Math.max(vector, special));
  }

  double bound() {
    return Math.max(compute(), memory);
  }

  boolean memoryBound() {
    return memory >= compute();
  }

  /** The compute unit that is busy longest. */
  String slowestUnit() {
    double longest = compute();
    return matrix == longest ? "matrix" : vector == longest ? "vector" : "special";
  }

  static PeakTimes of(DeviceSpec device, ProductRates products, Operator operator, Work work) {
    if (operator instanceof Collective || operator instanceof Transfer) {
      throw new UnsupportedOperatorException(
          operator.kind() + " leaves the device; the network of a system estimates it");
    }
    double matrix = 0;
    double vector = 0;
    if (work.matrixOperations() > 0) {
      double seconds = work.matrixOperations() / products.useful(operator, work.matrixType());
      if (products.onMatrixUnit(work.matrixType())) {
        matrix = seconds;
      } else {
        vector = seconds;
      }
    }
    double chunked = chunkedScanRate(device, operator);
    if (chunked > 0) {
      matrix += work.vectorOperations() / chunked;
    } else if (work.vectorOperations() > 0) {
      vector += work.vectorOperations() / vectorRate(device, operator);
    }
    double special =
        work.specialOperations() == 0
            ? 0
            : work.specialOperations() / specialRate(device, operator);
    MemoryLevel memory = device.mainMemory();
    return new PeakTimes(
        matrix,
        vector,
        special,
        work.read().total() / memory.readBytesPerSecond()
            + work.written().total() / memory.writeBytesPerSecond());
  }

  /**
   * Rate of a scan whose recurrence can be written as products of chunks (Dao and Gu 2024, "state
   * space duality"): the fastest products the device has, if they beat its vector unit; 0 for
   * everything else.
   */
  private static double chunkedScanRate(DeviceSpec device, Operator operator) {
    boolean chunks =
        operator instanceof StateScan scan
            && scan.type() == StateScan.Type.MAMBA2
            && scan.length() > 1;
    if (!chunks) {
      return 0;
    }
    double fastest = 0;
    for (double rate : device.compute().matrixPeak().values()) {
      fastest = Math.max(fastest, rate);
    }
    return fastest > vectorRate(device, operator) ? fastest : 0;
  }

  private static double vectorRate(DeviceSpec device, Operator operator) {
    if (device.compute().vectorPeak().isEmpty()) {
      throw lacks(device, "vector", operator);
    }
    return device.compute().vectorRate();
  }

  private static double specialRate(DeviceSpec device, Operator operator) {
    if (!(device.compute().specialPeak() > 0)) {
      throw lacks(device, "special-function", operator);
    }
    return device.compute().specialPeak();
  }

  private static UnsupportedOperatorException lacks(
      DeviceSpec device, String unit, Operator operator) {
    return new UnsupportedOperatorException(
        "%s has no %s unit, which %s needs".formatted(device.id(), unit, operator.kind()));
  }
}
