package ridgepoint.energy;

import ridgepoint.number.DataType;

/**
 * What was done, as far as energy is concerned.
 *
 * @param matrixOperations executed ones, padding included
 * @param levelBytes bytes across each memory level, in the order of the device's levels
 * @param linkBytes bytes over the links of the device
 * @param linkJoulesPerByte of the link they took
 * @param zeroShare what part of the operands is zeros, which toggle next to no wires
 */
public record Activity(
    double matrixOperations,
    DataType matrixType,
    double vectorOperations,
    double specialOperations,
    double[] levelBytes,
    double linkBytes,
    double linkJoulesPerByte,
    double zeroShare) {

  /** Work on operands as models have them. */
  public Activity(
      double matrixOperations,
      DataType matrixType,
      double vectorOperations,
      double specialOperations,
      double[] levelBytes,
      double linkBytes,
      double linkJoulesPerByte) {
    this(
        matrixOperations,
        matrixType,
        vectorOperations,
        specialOperations,
        levelBytes,
        linkBytes,
        linkJoulesPerByte,
        0);
  }

  /** The same work on operands of which a part is zeros. */
  public Activity withZeros(double share) {
    return new Activity(
        matrixOperations,
        matrixType,
        vectorOperations,
        specialOperations,
        levelBytes,
        linkBytes,
        linkJoulesPerByte,
        share);
  }

  /** Work that stays on the device. */
  public static Activity onDevice(
      double matrixOperations,
      DataType matrixType,
      double vectorOperations,
      double specialOperations,
      double[] levelBytes) {
    return new Activity(
        matrixOperations, matrixType, vectorOperations, specialOperations, levelBytes, 0, 0);
  }
}
