package ridgepoint.energy;

/** What operands hold, which decides how many wires toggle. */
public enum OperandData {
  /** Values as models have them. */
  RANDOM,
  /** One operand of products is all zeros, as weights are that nobody has written. */
  ZERO_WEIGHTS
}
