package ridgepoint.serving;

/**
 * A closed load on a server.
 *
 * @param clients requests in flight
 * @param slots sequences the server has room for
 * @param input tokens of the longest prompt
 * @param output tokens of the longest answer
 * @param shortest prompts and answers as a fraction of the longest; lengths are uniform in between
 * @param rounds answers each client waits for
 */
public record Load(
    long clients, long slots, long input, long output, double shortest, long rounds) {}
