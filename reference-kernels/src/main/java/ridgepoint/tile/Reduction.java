package ridgepoint.tile;

/** Reductions along a row, one vector operation per element. */
public enum Reduction {
  SUM,
  MAXIMUM,
  /** Column index of the first maximum. */
  ARGUMENT_OF_MAXIMUM
}
