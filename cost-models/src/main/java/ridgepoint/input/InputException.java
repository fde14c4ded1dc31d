package ridgepoint.input;

/**
 * The user gave something that cannot be used. The message is one line: what was wrong, where, what
 * is allowed. The command line prints it and exits with 2.
 */
public class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
