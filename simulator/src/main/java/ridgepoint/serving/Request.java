package ridgepoint.serving;

/** A request on its way through a server. */
final class Request {
  private final double sentAt;
  private final double arrivesAt;
  private final long sentAtStep;
  private final long output;

  /** Tokens that have to pass before the next one comes out, those of a broken off answer too. */
  private long prompt;

  private long cached;
  private double firstAt = Double.NaN;
  private long made;
  private long begunAtStep;

  /**
   * @param sentAtStep decoding steps of the server that were over when it was sent
   */
  Request(double sentAt, double arrivesAt, long prompt, long cached, long output, long sentAtStep) {
    this.sentAtStep = sentAtStep;
    this.sentAt = sentAt;
    this.arrivesAt = arrivesAt;
    this.prompt = prompt;
    this.cached = cached;
    this.output = output;
  }

  long sentAtStep() {
    return sentAtStep;
  }

  double arrivesAt() {
    return arrivesAt;
  }

  long prompt() {
    return prompt;
  }

  /** Tokens of the prompt that passed already, or whose keys and values were kept. */
  long cached() {
    return cached;
  }

  long rest() {
    return prompt - cached;
  }

  /** Tokens it takes room for when it has its whole answer. */
  long whole() {
    return prompt + output - made;
  }

  void pass(long tokens) {
    cached += tokens;
  }

  /** The prompt has passed, and a token came out. */
  void begin(double now, long step) {
    firstAt = Double.isNaN(firstAt) ? now : firstAt;
    made++;
    begunAtStep = step;
  }

  /** Its keys and values are dropped; all its tokens have to pass again. */
  void breakOff(long step) {
    long since = step - begunAtStep;
    prompt += since + 1;
    made += since;
    cached = 0;
  }

  long begunAtStep() {
    return begunAtStep;
  }

  /** The step whose end has its last token. */
  long lastStep() {
    return begunAtStep + output - made;
  }

  double ttftSeconds() {
    return firstAt - sentAt;
  }

  double tpotSeconds(double now) {
    return (now - firstAt) / Math.max(1, output - 1);
  }
}
