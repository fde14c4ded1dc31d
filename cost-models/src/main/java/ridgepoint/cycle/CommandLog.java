package ridgepoint.cycle;

/** Told what the lanes of a memory do, cycle by cycle, as its commands are played. */
@FunctionalInterface
public interface CommandLog {
  /** Nobody listens. */
  CommandLog NONE = (lane, name, cycle, cycles) -> {};

  /**
   * A lane is occupied.
   *
   * @param lane such as {@code units}, {@code bank group 2} or {@code mode}
   * @param name of the command, or of the state
   * @param cycle its first
   */
  void occupied(String lane, String name, long cycle, long cycles);

  /** The same for what begins so many cycles later. */
  default CommandLog after(long later) {
    return this == NONE
        ? NONE
        : (lane, name, cycle, cycles) -> occupied(lane, name, cycle + later, cycles);
  }
}
