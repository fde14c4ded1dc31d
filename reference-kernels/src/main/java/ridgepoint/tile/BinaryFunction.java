package ridgepoint.tile;

/** Element functions of two tiles, one vector operation per element. */
public enum BinaryFunction {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  MAXIMUM,
  MINIMUM
}
