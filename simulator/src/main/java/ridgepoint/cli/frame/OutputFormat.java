package ridgepoint.cli.frame;

import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** How a result is printed. */
public enum OutputFormat {
  TABLE,
  JSON,
  CSV;

  /** The format an option names; picocli puts the option before what is thrown. */
  static OutputFormat of(String text) {
    for (OutputFormat format : values()) {
      if (format.toString().equalsIgnoreCase(text)) {
        return format;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is not known; there are " + String.join(", ", Names.ids(values())));
  }

  /** As options name it; picocli shows it in messages. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
