package ridgepoint.gpu.l2;

import ridgepoint.pipeline.KindParameters;

/**
 * How the caches that SMs share keep lines; a kind's defaults name each parameter as given here.
 *
 * @param lineBytes ({@code l2-line-bytes}) with one tag
 * @param sectorBytes ({@code l2-sector-bytes}) that come one by one
 * @param ways ({@code l2-ways}) of a set
 * @param portBytesPerCycle ({@code l2-slice-bytes-per-cycle}) of a slice, which says how many there
 *     are where a description does not
 */
public record TagStore(int lineBytes, int sectorBytes, int ways, double portBytesPerCycle) {
  public TagStore {
    if (sectorBytes < 1 || lineBytes % sectorBytes != 0 || lineBytes / sectorBytes > Integer.SIZE) {
      throw new IllegalArgumentException(
          "lines of " + lineBytes + " bytes in sectors of " + sectorBytes);
    }
  }

  /** That of a kind of device. */
  public static TagStore of(KindParameters values) {
    return new TagStore(
        (int) values.value("l2-line-bytes"),
        (int) values.value("l2-sector-bytes"),
        (int) values.value("l2-ways"),
        values.value("l2-slice-bytes-per-cycle"));
  }

  /** The sectors of a line that some bytes from an offset in it on touch. */
  int sectors(long offset, long bytes) {
    int first = (int) (offset / sectorBytes);
    int last = (int) ((offset + bytes - 1) / sectorBytes);
    return (int) ((1L << last + 1) - (1L << first));
  }

  /** All sectors of a line. */
  int allSectors() {
    return sectors(0, lineBytes);
  }
}
