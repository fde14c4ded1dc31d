package ridgepoint.operator;

import ridgepoint.number.DataType;

/**
 * Compulsory work of an operator: what any machine must do at least, each distinct byte moved once.
 *
 * @param matrixOperations multiply-add operations of matrix products; a multiply-add is 2
 * @param matrixType the type the products are computed in
 * @param vectorOperations element-wise and reduction operations, one per element and step
 * @param specialOperations transcendental functions (exp, tanh, rsqrt, sin...), one per element
 * @param read distinct bytes read, by role
 * @param written distinct bytes written, by role
 */
public record Work(
    double matrixOperations,
    DataType matrixType,
    double vectorOperations,
    double specialOperations,
    Bytes read,
    Bytes written) {

  /** Work that has no matrix product. */
  public static Work elementwise(
      double vectorOperations, double specialOperations, Bytes read, Bytes written) {
    return new Work(0, DataType.FP32, vectorOperations, specialOperations, read, written);
  }

  /** All operations; the number that arithmetic intensity and FLOP/s are made of. */
  public double operations() {
    return matrixOperations + vectorOperations + specialOperations;
  }

  public Bytes bytes() {
    return read.plus(written);
  }

  /** Operations per byte. */
  public double arithmeticIntensity() {
    double bytes = bytes().total();
    return bytes == 0 ? 0 : operations() / bytes;
  }

  public Work times(double factor) {
    return new Work(
        matrixOperations * factor,
        matrixType,
        vectorOperations * factor,
        specialOperations * factor,
        read.times(factor),
        written.times(factor));
  }

  /** The sum of both; the matrix type is the one of the part that has more matrix operations. */
  public Work plus(Work other) {
    return new Work(
        matrixOperations + other.matrixOperations,
        matrixOperations >= other.matrixOperations ? matrixType : other.matrixType,
        vectorOperations + other.vectorOperations,
        specialOperations + other.specialOperations,
        read.plus(other.read),
        written.plus(other.written));
  }
}
