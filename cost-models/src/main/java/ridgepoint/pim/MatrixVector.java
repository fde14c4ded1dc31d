package ridgepoint.pim;

import ridgepoint.number.DataType;

/**
 * Matrix-vector products y = W x with W in the banks.
 *
 * @param matrices different matrices [outputs, inputs]
 * @param vectors vectors that multiply each matrix, one after the other: banks keep nothing of W
 * @param weightBytes stored bytes of one matrix element, scales included
 * @param inputBytes of one element of x
 * @param outputBytes of one element of y
 */
record MatrixVector(
    double matrices,
    double vectors,
    double outputs,
    double inputs,
    DataType type,
    double weightBytes,
    double inputBytes,
    double outputBytes) {

  double multiplyAdds() {
    return matrices * vectors * outputs * inputs;
  }

  /** Bytes of W that banks read, once per vector. */
  double bankBytes() {
    return multiplyAdds() * weightBytes;
  }
}
