package ridgepoint.estimate;

/** A device cannot compute an operator as described. The message is meant for the user. */
public class UnsupportedOperatorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnsupportedOperatorException(String message) {
    super(message);
  }
}
