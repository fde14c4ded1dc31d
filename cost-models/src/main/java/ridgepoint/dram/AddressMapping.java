package ridgepoint.dram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import ridgepoint.dram.DramConfiguration.Organization;

/**
 * Which bits of an address select what. Written as fields of two letters from the most to the least
 * significant: {@code rochrababgco} is row, channel, rank, bank, bank group, column; {@code pc} and
 * {@code si} are pseudo-channel and stack id, where a memory has several. With blanks between the
 * fields, {@code co:2} is the lowest two bits of the column (the rest stands elsewhere), and a
 * field with {@code ^} is combined with bits of the column by exclusive or: the least significant
 * such field with the lowest bits, the next with those above. Neighbouring fields with {@code ~}
 * are hashed together by all that is more significant, so that arrays whose rows are powers of two
 * apart spread over channels and banks, as on GPUs, whose vendors do not publish how ({@link
 * PolynomialHash}; Liu et al., "Get out of the valley", ISCA 2018).
 */
public final class AddressMapping {
  private static final List<String> FIELDS =
      List.of("ch", "pc", "ra", "si", "bg", "ba", "ro", "co");
  private static final Pattern FIELD = Pattern.compile("([a-z]{2})(?::([0-9]{1,2}))?([\\^~])?");
  private static final int CHANNEL = 0;
  private static final int ROW = 6;
  private static final int COLUMN = 7;

  /** Mappings by the names that Ramulator 2 gives them; it splits off the channel first. */
  private static final Map<String, String> NAMED = new LinkedHashMap<>();

  static {
    NAMED.put("RoBaRaCoCh", "ro ba bg si ra pc co ch");
    NAMED.put("MOP4CLXOR", "ro^ co ba^ bg^ si^ ra^ pc^ co:2 ch");
    NAMED.put("ChRaBaRoCo", "pc ra si bg ba ro co ch");
    NAMED.put("Hashed", "ro ba~ si~ ra~ co bg~ pc~ ch~ co:3");
  }

  private final String text;
  private final int accessBits;
  private final int[] width;
  private final int[] shift = new int[FIELDS.size()];
  private final int[] mask = new int[FIELDS.size()];

  /** Which bit of the column a field is combined with; -1 for none. */
  private final int[] crossed = new int[FIELDS.size()];

  private final PolynomialHash[] hashes;

  /** Those of pseudo-channel to bank that have any bits, and whether one of them is combined. */
  private final int[] bankFields;

  private final boolean crosses;

  /** Of the column: its low bits, which may stand apart from the rest. */
  private int lowColumnBits;

  private int lowColumnShift;

  /**
   * The mapping of an organisation.
   *
   * @param text fields, or one of {@link #names}
   * @throws IllegalArgumentException when the text does not name each field once, or a size of the
   *     organisation is no power of two
   */
  public AddressMapping(String text, Organization organization) {
    this.text = text;
    accessBits = bits("bytes of an access", organization.accessBytes());
    width = widths(organization);
    Arrays.fill(crossed, -1);
    List<Matcher> fields = fields(NAMED.getOrDefault(text, text));
    int position = 0;
    int column = 0;
    for (int i = fields.size() - 1; i >= 0; i--) {
      Matcher each = fields.get(i);
      int field = FIELDS.indexOf(each.group(1));
      if (each.group(2) != null) {
        lowColumnBits = Math.min(Integer.parseInt(each.group(2)), width[COLUMN]);
        lowColumnShift = position;
        position += lowColumnBits;
        continue;
      }
      int own = width[field] - (field == COLUMN ? lowColumnBits : 0);
      shift[field] = position;
      mask[field] = (1 << own) - 1;
      position += own;
      if ("^".equals(each.group(3))) {
        crossed[field] = column;
        column += own;
      }
    }
    bankFields = IntStream.range(CHANNEL + 1, ROW).filter(field -> width[field] > 0).toArray();
    crosses = IntStream.of(bankFields).anyMatch(field -> crossed[field] >= 0);
    hashes = hashes(fields);
  }

  /** Names of mappings that may stand for their fields. */
  public static List<String> names() {
    return List.copyOf(NAMED.keySet());
  }

  private static int[] widths(Organization organization) {
    return new int[] {
      bits("channels", organization.channels()),
      bits("pseudo-channels", organization.pseudoChannels()),
      bits("ranks", organization.ranks()),
      bits("stacks", organization.stacks()),
      bits("bank groups", organization.bankGroups()),
      bits("banks", organization.banks()),
      bits("rows", organization.rows()),
      bits("columns", organization.columns()) - bits("burst length", organization.burstLength())
    };
  }

  private List<Matcher> fields(String written) {
    String[] words = written.contains(" ") ? written.split(" +") : written.split("(?<=\\G..)");
    List<Matcher> fields = new ArrayList<>();
    int[] found = new int[FIELDS.size()];
    for (String word : words) {
      Matcher each = FIELD.matcher(word);
      int field = each.matches() ? FIELDS.indexOf(each.group(1)) : -1;
      boolean part = field >= 0 && each.group(2) != null;
      boolean combined = field >= 0 && each.group(3) != null;
      boolean hashedRow = field == ROW && "~".equals(each.group(3));
      if (field < 0 || hashedRow || ((part || combined) && (part != (field == COLUMN)))) {
        throw wrong("'" + word + "' is no field");
      }
      found[field] += part ? 0 : 1;
      fields.add(each);
    }
    for (int field = 0; field < found.length; field++) {
      if (found[field] > 1 || (found[field] == 0 && width[field] > 0 && !isOptional(field))) {
        throw wrong(FIELDS.get(field) + " stands " + (found[field] > 1 ? "twice" : "nowhere"));
      }
      if (found[field] == 0 && !isOptional(field) && !written.contains(" ")) {
        throw wrong(FIELDS.get(field) + " stands nowhere");
      }
    }
    return fields;
  }

  private boolean isOptional(int field) {
    return width[field] == 0 && (field == 1 || field == 3);
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "address mapping '%s' is not an order of %s, nor one of %s: %s"
            .formatted(text, String.join(", ", FIELDS), String.join(", ", names()), what));
  }

  private static int bits(String what, int count) {
    if (Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(what + " must be a power of two, got " + count);
    }
    return Integer.numberOfTrailingZeros(count);
  }

  /** A hash for each run of neighbouring fields that are hashed. */
  private PolynomialHash[] hashes(List<Matcher> fields) {
    List<PolynomialHash> found = new ArrayList<>();
    int bits = 0;
    for (int i = fields.size() - 1; i >= 0; i--) {
      int field = FIELDS.indexOf(fields.get(i).group(1));
      if ("~".equals(fields.get(i).group(3))) {
        bits += width[field];
        if (bits > PolynomialHash.MOST_BITS) {
          throw wrong("more than " + PolynomialHash.MOST_BITS + " bits are hashed together");
        }
        if (i > 0 && "~".equals(fields.get(i - 1).group(3))) {
          continue;
        }
        int end = shift[field] + width[field];
        if (bits > 0) {
          found.add(new PolynomialHash(end - bits, bits));
        }
        bits = 0;
      }
    }
    return found.toArray(PolynomialHash[]::new);
  }

  /** The number of an access, its hashed fields hashed. */
  private long accesses(long address) {
    long number = address >>> accessBits;
    long hashed = number;
    for (PolynomialHash hash : hashes) {
      hashed ^= number ^ hash.hash(number);
    }
    return hashed;
  }

  int channel(long address) {
    return (int) (accesses(address) >>> shift[CHANNEL]) & mask[CHANNEL];
  }

  /** The bank within its channel, as {@link Banks} numbers them. */
  int bank(long address) {
    long accesses = accesses(address);
    int bank = 0;
    for (int field : bankFields) {
      bank = bank << width[field] | (int) (accesses >>> shift[field]) & mask[field];
    }
    return crosses ? bank ^ crossedBank(column(address)) : bank;
  }

  private int crossedBank(int column) {
    int bank = 0;
    for (int field : bankFields) {
      bank = bank << width[field];
      if (crossed[field] >= 0) {
        bank |= column >>> crossed[field] & mask[field];
      }
    }
    return bank;
  }

  int row(long address) {
    int plain = (int) (address >>> accessBits >>> shift[ROW]) & mask[ROW];
    return crossed[ROW] < 0 ? plain : plain ^ (column(address) >>> crossed[ROW] & mask[ROW]);
  }

  int column(long address) {
    int high = (int) (address >>> accessBits >>> shift[COLUMN]) & mask[COLUMN];
    if (lowColumnBits == 0) {
      return high;
    }
    int low = (int) (address >>> accessBits >>> lowColumnShift) & ((1 << lowColumnBits) - 1);
    return high << lowColumnBits | low;
  }

  /** Bytes from one row of a bank to its next. */
  public long rowStrideBytes() {
    return 1L << (accessBits + shift[ROW]);
  }

  @Override
  public String toString() {
    return text;
  }
}
