package ridgepoint.hardware;

/**
 * Where a number came from.
 *
 * @param source the document or table, in words
 * @param note the formula of a derived number, or a remark; may be empty
 */
public record Provenance(Origin origin, String source, String note) {
  public Provenance(Origin origin, String source) {
    this(origin, source, "");
  }

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
