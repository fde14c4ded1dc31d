package ridgepoint.tile;

/** Element functions of two tiles, one vector operation per element. */
public enum BinaryFunction {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  MAXIMUM,
  MINIMUM,
  /** 1 where left < right, else 0. */
  LESS,
  /** 1 where left = right, else 0. */
  EQUAL
}
