package ridgepoint.exploration.solve;

/**
 * What was found.
 *
 * @param met whether the target can be met within the axis
 * @param value text of the axis' value that just meets it, or else that comes nearest
 * @param reached what the target's quantity is there
 * @param prefillBound what limits the prefill there
 * @param decodeBound what limits decoding there; null when nothing is decoded
 * @param evaluations it took
 */
public record Solution(
    boolean met,
    String value,
    double reached,
    String prefillBound,
    String decodeBound,
    int evaluations) {}
