package ridgepoint.cli;

import java.util.Locale;

/** How a result is printed. */
enum OutputFormat {
  TABLE,
  JSON,
  CSV;

  /** As options name it; picocli shows it in messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
