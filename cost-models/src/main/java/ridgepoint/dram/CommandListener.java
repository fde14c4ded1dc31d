package ridgepoint.dram;

/** Is told every command a channel issues. */
@FunctionalInterface
public interface CommandListener {
  /** Listens to nothing. */
  CommandListener NONE = (clock, channel, command, bank, row, column) -> {};

  /**
   * A command.
   *
   * @param command its name, such as {@code activate}
   * @param bank of the channel, counted rank by rank, bank group by bank group
   * @param row that it goes to
   */
  void issued(long clock, int channel, String command, int bank, int row, int column);
}
