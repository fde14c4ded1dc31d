package ridgepoint.input;

/**
 * Where a value was given.
 *
 * @param source the file, or {@code --set}
 * @param line from 1; 0 when the source has no lines
 */
public record Place(String source, int line) {
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
