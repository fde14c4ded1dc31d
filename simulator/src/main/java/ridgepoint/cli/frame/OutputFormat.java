package ridgepoint.cli.frame;

import java.util.Locale;

/** How a result is printed. */
public enum OutputFormat {
  TABLE,
  JSON,
  CSV;

  /** As options name it; picocli shows it in messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
