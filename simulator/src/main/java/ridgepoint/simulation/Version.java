package ridgepoint.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which version of the program this is; every result carries it. */
public final class Version {
  private Version() {}

  /** The version the build stamped, such as {@code 0.1.0}. */
  public static String current() {
    try (InputStream stream = Version.class.getResourceAsStream("version.txt")) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
