package ridgepoint.event;

/** Says who waits for what when nothing can happen any more. */
final class Deadlock {
  private static final int NAMED = 4;

  private Deadlock() {}

  static String describe(Program program, State state) {
    StringBuilder text = new StringBuilder("streams wait for each other:");
    int named = 0;
    for (int stream = 0; stream < state.streams && named < NAMED; stream++) {
      if (state.status[stream] == State.WAITS_FOR_CREDITS) {
        int at = state.at[stream];
        int credits = program.target[at];
        text.append(named++ == 0 ? " " : "; ")
            .append(program.streams.get(stream).name())
            .append(" for ")
            .append(program.amount[at])
            .append(" of ")
            .append(program.credits.get(credits).name())
            .append(", of which there are ")
            .append(state.credits[credits]);
      }
    }
    return text.toString();
  }
}
