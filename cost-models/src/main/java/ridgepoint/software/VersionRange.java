package ridgepoint.software;

/**
 * Versions of a software.
 *
 * @param from the first one
 * @param before the first one that is not among them any more
 */
public record VersionRange(Version from, Version before) {
  boolean contains(Version version) {
    return version.compareTo(from) >= 0 && version.compareTo(before) < 0;
  }
}
