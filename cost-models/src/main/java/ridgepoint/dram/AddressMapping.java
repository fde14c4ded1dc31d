package ridgepoint.dram;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.dram.DramConfiguration.Organization;

/**
 * Which bits of an address select what. Written as six fields of two letters from the most to the
 * least significant: {@code rochrababgco} is row, channel, rank, bank, bank group, column.
 */
public final class AddressMapping {
  private static final List<String> FIELDS = List.of("ch", "ra", "bg", "ba", "ro", "co");

  private final String text;
  private final int accessBits;
  private final int[] shift = new int[FIELDS.size()];
  private final int[] mask = new int[FIELDS.size()];

  /**
   * The mapping of an organisation.
   *
   * @throws IllegalArgumentException when the text is no order of the six fields, or a size of the
   *     organisation is no power of two
   */
  public AddressMapping(String text, Organization organization) {
    this.text = text;
    accessBits = bits("bytes of an access", organization.accessBytes());
    int[] width = {
      bits("channels", organization.channels()),
      bits("ranks", organization.ranks()),
      bits("bank groups", organization.bankGroups()),
      bits("banks", organization.banks()),
      bits("rows", organization.rows()),
      bits("columns", organization.columns()) - bits("burst length", organization.burstLength())
    };
    int position = 0;
    List<String> fields = fields(text);
    for (int i = fields.size() - 1; i >= 0; i--) {
      int field = FIELDS.indexOf(fields.get(i));
      shift[field] = position;
      mask[field] = (1 << width[field]) - 1;
      position += width[field];
    }
  }

  private static List<String> fields(String text) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i + 2 <= text.length(); i += 2) {
      fields.add(text.substring(i, i + 2));
    }
    if (text.length() != 2 * FIELDS.size() || !fields.containsAll(FIELDS)) {
      throw new IllegalArgumentException(
          "address mapping '%s' is not an order of %s".formatted(text, String.join(", ", FIELDS)));
    }
    return fields;
  }

  private static int bits(String what, int count) {
    if (Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(what + " must be a power of two, got " + count);
    }
    return Integer.numberOfTrailingZeros(count);
  }

  int channel(long address) {
    return field(address, 0);
  }

  int rank(long address) {
    return field(address, 1);
  }

  int bankGroup(long address) {
    return field(address, 2);
  }

  int bank(long address) {
    return field(address, 3);
  }

  int row(long address) {
    return field(address, 4);
  }

  int column(long address) {
    return field(address, 5);
  }

  private int field(long address, int field) {
    return (int) (address >>> accessBits >>> shift[field]) & mask[field];
  }

  /** Bytes from one row of a bank to its next. */
  public long rowStrideBytes() {
    return 1L << (accessBits + shift[FIELDS.indexOf("ro")]);
  }

  @Override
  public String toString() {
    return text;
  }
}
