package ridgepoint.cli.frame;

import java.util.Locale;

/** A text that is put together line by line. */
public final class Lines {
  private final StringBuilder text = new StringBuilder();

  /** Adds a line made as {@link String#format} makes it. */
  public Lines add(String pattern, Object... values) {
    text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
