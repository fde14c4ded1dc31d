package ridgepoint.serving;

/**
 * A closed load on a server.
 *
 * @param clients requests in flight
 * @param tokens whose keys and values the server has room for
 * @param input tokens of the longest prompt
 * @param output tokens of the longest answer
 * @param shortest prompts and answers as a fraction of the longest; lengths are uniform in between
 * @param rounds answers each client waits for
 * @param kept whether the server has the keys and values of all prompts already
 */
public record Load(
    long clients,
    double tokens,
    long input,
    long output,
    double shortest,
    long rounds,
    boolean kept) {

  /** Of new prompts. */
  public Load(long clients, double tokens, long input, long output, double shortest, long rounds) {
    this(clients, tokens, input, output, shortest, rounds, false);
  }

  /** The same with other numbers of tokens. */
  public Load withShortest(double changed) {
    return new Load(clients, tokens, input, output, changed, rounds, kept);
  }
}
