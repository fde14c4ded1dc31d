package ridgepoint.tile;

/** Element functions of one tile; an element costs vector operations or one special function. */
public enum UnaryFunction {
  NEGATE(1, 0),
  ABSOLUTE(1, 0),
  SQUARE(1, 0),
  RECIPROCAL(0, 1),
  RECIPROCAL_SQUARE_ROOT(0, 1),
  EXPONENTIAL(0, 1),
  LOGARITHM(0, 1),
  TANH(0, 1),
  /** The Gauss error function. */
  ERROR_FUNCTION(0, 1),
  SINE(0, 1),
  COSINE(0, 1);

  private final int vectorOperations;
  private final int specialOperations;

  UnaryFunction(int vectorOperations, int specialOperations) {
    this.vectorOperations = vectorOperations;
    this.specialOperations = specialOperations;
  }

  public int vectorOperations() {
    return vectorOperations;
  }

  public int specialOperations() {
    return specialOperations;
  }
}
