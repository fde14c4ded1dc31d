package ridgepoint.number;

/**
 * How a tensor is stored: the element type and, for grouped quantisation, how many elements share a
 * scale and what a group's scale and zero point occupy.
 *
 * @param type the stored element type
 * @param groupSize elements that share one scale along a row; 0 when there are no scales, or when
 *     there are so few (per tensor, per channel) that their bytes are counted elsewhere
 * @param overheadBits bits a group adds: its scale and, if it has one, its zero point
 */
public record Format(DataType type, int groupSize, int overheadBits) {
  public Format {
    if (groupSize < 0 || overheadBits < 0 || (groupSize == 0 && overheadBits != 0)) {
      throw new IllegalArgumentException(
          "group size " + groupSize + " with " + overheadBits + " overhead bits");
    }
  }

  /** Plain elements without scales. */
  public static Format of(DataType type) {
    return new Format(type, 0, 0);
  }

  /** Elements in groups along a row, each group with a 16-bit scale and {@code zeroPointBits}. */
  public static Format grouped(DataType type, int groupSize, int zeroPointBits) {
    return new Format(type, groupSize, 16 + zeroPointBits);
  }

  /** Bits per element with the group's share of its scale. */
  public double bitsPerElement() {
    return groupSize == 0 ? type.bits() : type.bits() + (double) overheadBits / groupSize;
  }

  /** Storage of {@code elements} elements in bytes. */
  public double bytes(double elements) {
    return elements * bitsPerElement() / 8.0;
  }

  public boolean isGrouped() {
    return groupSize > 0;
  }

  @Override
  public String toString() {
    return groupSize == 0 ? type.id() : type.id() + "/g" + groupSize;
  }
}
