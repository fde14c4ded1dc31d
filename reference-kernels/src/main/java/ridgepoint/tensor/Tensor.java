package ridgepoint.tensor;

import static ridgepoint.tensor.PackedBits.bytes;

import java.util.Locale;
import ridgepoint.number.DataType;
import ridgepoint.number.FloatFormat;
import ridgepoint.number.Format;
import ridgepoint.number.GroupScale;
import ridgepoint.number.Rounding;

/**
 * {@code batches} matrices of [rows, columns], stored in their format and nothing wider: a row is
 * its packed codes, then one fp16 scale per group, then the packed zero points, each part padded to
 * whole bytes. Reading gives the numbers the codes stand for. Plain fp32 numbers lie in an array of
 * their own kind, which kernels may read without a copy.
 */
public final class Tensor {
  private static final int SCALE_BYTES = 2;

  private final Format format;
  private final long batches;
  private final long rows;
  private final int columns;
  private final int codeBytes;
  private final int groups;
  private final int zeroPointBits;
  private final int rowBytes;
  private final byte[] data;

  /** The numbers of a plain fp32 tensor, whose {@link #data} is empty; null in all others. */
  private final float[] floats;

  private Tensor(Format format, long batches, long rows, long columns) {
    if (batches <= 0 || rows <= 0 || columns <= 0 || columns > Integer.MAX_VALUE / 8) {
      throw new IllegalArgumentException("tensor " + batches + " x " + rows + " x " + columns);
    }
    this.format = format;
    this.batches = batches;
    this.rows = rows;
    this.columns = (int) columns;
    this.codeBytes = bytes((long) this.columns * format.type().bits());
    this.groups =
        format.isGrouped() ? (this.columns + format.groupSize() - 1) / format.groupSize() : 0;
    this.zeroPointBits = format.isGrouped() ? GroupScale.zeroPointBits(format) : 0;
    this.rowBytes = codeBytes + groups * SCALE_BYTES + bytes((long) groups * zeroPointBits);
    double total = (double) batches * rows * rowBytes;
    if (total > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "tensor %d x %d x %d of %s needs %.0f bytes, more than an array holds",
              batches,
              rows,
              columns,
              format,
              total));
    }
    boolean plain = format.type() == DataType.FP32 && !format.isGrouped();
    this.floats = plain ? new float[(int) (total / Float.BYTES)] : null;
    this.data = new byte[plain ? 0 : (int) total];
  }

  /** A tensor of zeros. */
  public static Tensor zeros(Format format, long batches, long rows, long columns) {
    return new Tensor(format, batches, rows, columns);
  }

  /** A tensor of values in row order, rounded or quantised to the format. */
  public static Tensor of(Format format, long batches, long rows, long columns, float[] values) {
    Tensor tensor = new Tensor(format, batches, rows, columns);
    if (values.length != batches * rows * columns) {
      throw new IllegalArgumentException(
          values.length + " values for " + batches + " x " + rows + " x " + columns);
    }
    for (int line = 0; line < batches * rows; line++) {
      tensor.write(line / rows, line % rows, 0, tensor.columns, values, line * tensor.columns);
    }
    return tensor;
  }

  public Format format() {
    return format;
  }

  public long batches() {
    return batches;
  }

  public long rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Bytes it occupies; {@link Format#bytes} plus the padding of its rows. */
  public long storedBytes() {
    return floats == null ? data.length : (long) floats.length * Float.BYTES;
  }

  /** All values in row order. */
  public float[] toFloats() {
    float[] values = new float[Math.toIntExact(batches * rows * columns)];
    for (int line = 0; line < batches * rows; line++) {
      read(line / rows, line % rows, 0, columns, values, line * columns);
    }
    return values;
  }

  /** Reads {@code count} neighbouring values of a row into {@code into} from {@code at}. */
  public void read(long batch, long row, long column, int count, float[] into, int at) {
    int line = line(batch, row, column, count);
    int from = (int) column;
    if (floats != null) {
      System.arraycopy(floats, line / Float.BYTES + from, into, at, count);
      return;
    }
    if (format.isGrouped()) {
      readGroups(line, from, count, into, at);
      return;
    }
    switch (format.type()) {
      case FP64 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] =
              (float) (double) PackedBits.DOUBLES.get(data, line + (from + i) * Double.BYTES);
        }
      }
      case FP32, TF32 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = (float) PackedBits.FLOATS.get(data, line + (from + i) * Float.BYTES);
        }
      }
      case BF16 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = Float.intBitsToFloat(half(line, from + i) << 16);
        }
      }
      case FP16 -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = FloatFormat.FP16.decode(half(line, from + i));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          into[at + i] = decode(line, from + i);
        }
      }
    }
  }

  /** Whether {@link #floats} gives its numbers. */
  public boolean isPlainFp32() {
    return floats != null;
  }

  /** The numbers of a plain fp32 tensor in row order, not a copy; not to be written to. */
  public float[] floats() {
    return floats;
  }

  /** Where in {@link #floats} {@code count} neighbouring numbers of a row begin. */
  public int indexOf(long batch, long row, long column, int count) {
    return line(batch, row, column, count) / Float.BYTES + (int) column;
  }

  private void readGroups(int line, int from, int count, float[] into, int at) {
    int size = format.groupSize();
    for (int column = from; column < from + count; ) {
      int group = column / size;
      GroupScale scale = scale(line, group);
      int end = Math.min((group + 1) * size, from + count);
      for (; column < end; column++) {
        into[at + column - from] = scale.decode(code(line, column), format);
      }
    }
  }

  /** The code of a 16-bit element; higher bits are a sign extension. */
  private int half(int line, int column) {
    return (short) PackedBits.SHORTS.get(data, line + column * Short.BYTES);
  }

  /** Reads {@code count} neighbouring values of an int32 row. */
  public void readIntegers(long batch, long row, long column, int count, int[] into, int at) {
    int line = line(batch, row, column, count);
    for (int i = 0; i < count; i++) {
      into[at + i] = (int) PackedBits.INTEGERS.get(data, line + ((int) column + i) * Integer.BYTES);
    }
  }

  /** Writes {@code count} neighbouring values of an int32 row. */
  public void writeIntegers(long batch, long row, long column, int count, int[] from, int at) {
    int line = line(batch, row, column, count);
    for (int i = 0; i < count; i++) {
      PackedBits.INTEGERS.set(data, line + ((int) column + i) * Integer.BYTES, from[at + i]);
    }
  }

  /**
   * Rounds or quantises {@code count} values and writes them to a row.
   *
   * @throws IllegalArgumentException when that would rewrite a part of a group or, below eight
   *     bits, of a byte
   */
  public void write(long batch, long row, long column, int count, float[] from, int at) {
    int line = line(batch, row, column, count);
    int first = (int) column;
    if (floats != null) {
      System.arraycopy(from, at, floats, line / Float.BYTES + first, count);
      return;
    }
    requireWhole(first, count, format.isGrouped() ? format.groupSize() : 1, "groups of " + format);
    requireWhole(first, count, 8 / gcd(8, format.type().bits()), "bytes of " + format);
    if (!format.isGrouped()) {
      for (int i = 0; i < count; i++) {
        encode(line, first + i, from[at + i]);
      }
      return;
    }
    for (int done = 0; done < count; done += format.groupSize()) {
      int size = Math.min(format.groupSize(), count - done);
      GroupScale scale = GroupScale.fit(format, from, at + done, size);
      putScale(line, (first + done) / format.groupSize(), scale);
      for (int i = done; i < done + size; i++) {
        putCode(line, first + i, scale.encode(from[at + i], format));
      }
    }
  }

  /** Copies a row as it is stored, codes and scales, from a tensor of the same format and width. */
  public void copyRow(long batch, long row, Tensor from, long fromBatch, long fromRow) {
    if (!from.format.equals(format) || from.columns != columns) {
      throw new IllegalArgumentException("a row of " + from + " for " + this);
    }
    int source = from.line(fromBatch, fromRow, 0, columns);
    int target = line(batch, row, 0, columns);
    if (floats == null) {
      System.arraycopy(from.data, source, data, target, rowBytes);
    } else {
      System.arraycopy(from.floats, source / Float.BYTES, floats, target / Float.BYTES, columns);
    }
  }

  private void requireWhole(int first, int count, int unit, String what) {
    boolean wholeEnd = (first + count) % unit == 0 || first + count == columns;
    if (first % unit != 0 || !wholeEnd) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "columns [%d, %d) are not whole %s", first, first + count, what));
    }
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private float decode(int line, int column) {
    DataType type = format.type();
    return switch (type) {
      case FP8_E4M3, FP8_E5M2, FP4_E2M1 -> FloatFormat.of(type).decode(code(line, column));
      case INT32 -> (int) PackedBits.INTEGERS.get(data, line + column * Integer.BYTES);
      default -> GroupScale.signExtended(code(line, column), type.bits());
    };
  }

  private void encode(int line, int column, float value) {
    DataType type = format.type();
    switch (type) {
      case FP64 -> PackedBits.DOUBLES.set(data, line + column * Double.BYTES, (double) value);
      case FP32, TF32 ->
          PackedBits.FLOATS.set(data, line + column * Float.BYTES, Rounding.round(value, type));
      case BF16, FP16, FP8_E4M3, FP8_E5M2, FP4_E2M1 ->
          putCode(line, column, FloatFormat.of(type).encode(value));
      case INT32 ->
          PackedBits.INTEGERS.set(
              data, line + column * Integer.BYTES, Rounding.toInteger(value, type));
      default -> putCode(line, column, Rounding.toInteger(value, type));
    }
  }

  private int line(long batch, long row, long column, int count) {
    if (batch < 0 || batch >= batches || row < 0 || row >= rows) {
      throw new IllegalArgumentException("row " + row + " of matrix " + batch + " in " + this);
    }
    if (column < 0 || column + count > columns) {
      throw new IllegalArgumentException("columns from " + column + " by " + count + " in " + this);
    }
    return (int) ((batch * rows + row) * rowBytes);
  }

  private GroupScale scale(int line, int group) {
    int at = line + codeBytes + group * SCALE_BYTES;
    float scale = FloatFormat.FP16.decode(PackedBits.get(data, at, 0, DataType.FP16.bits()));
    int zeros = line + codeBytes + groups * SCALE_BYTES;
    return new GroupScale(
        scale, PackedBits.get(data, zeros, (long) group * zeroPointBits, zeroPointBits));
  }

  private void putScale(int line, int group, GroupScale scale) {
    int at = line + codeBytes + group * SCALE_BYTES;
    PackedBits.put(data, at, 0, DataType.FP16.bits(), FloatFormat.FP16.encode(scale.scale()));
    int zeros = line + codeBytes + groups * SCALE_BYTES;
    PackedBits.put(data, zeros, (long) group * zeroPointBits, zeroPointBits, scale.zero());
  }

  private int code(int line, int column) {
    return PackedBits.get(data, line, (long) column * format.type().bits(), format.type().bits());
  }

  private void putCode(int line, int column, int code) {
    PackedBits.put(data, line, (long) column * format.type().bits(), format.type().bits(), code);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "[%d, %d, %d] %s", batches, rows, columns, format);
  }
}
