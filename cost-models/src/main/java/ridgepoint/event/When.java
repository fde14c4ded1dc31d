package ridgepoint.event;

/** A moment in the life of an instruction on a unit. */
public enum When {
  /** At once: when the unit has begun it. */
  BEGUN,
  /** When the unit can begin another. */
  RELEASED,
  /** When its result is there. */
  DONE
}
