package ridgepoint.event;

/** Which of several streams that wait for a unit gets it next. */
public enum Arbitration {
  /** The one that has waited longest. */
  ARRIVAL,
  /** The next one after the last served, in the order in which the program names streams. */
  ROUND_ROBIN,
  /** The one that the program names first. */
  PRIORITY
}
