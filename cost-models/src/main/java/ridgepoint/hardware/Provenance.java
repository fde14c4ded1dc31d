package ridgepoint.hardware;

/**
 * Where a number came from.
 *
 * @param source the document, table or computation, in words
 */
public record Provenance(Origin origin, String source) {
  /** How a number was come by. */
  public enum Origin {
    DATASHEET,
    MEASURED,
    DERIVED,
    ASSUMED,
    /** Changed by the user for a what-if. */
    USER
  }
}
