package ridgepoint.tensor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers of any width in a byte array, lowest bit first. */
final class PackedBits {
  static final VarHandle DOUBLES = view(double[].class);
  static final VarHandle FLOATS = view(float[].class);
  static final VarHandle INTEGERS = view(int[].class);
  static final VarHandle SHORTS = view(short[].class);

  private PackedBits() {}

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** Whole bytes that hold so many bits. */
  static int bytes(long bits) {
    return (int) ((bits + 7) / 8);
  }

  /** The {@code width} bits from bit {@code offset} after byte {@code at}. */
  static int get(byte[] data, int at, long offset, int width) {
    int value = 0;
    for (int got = 0; got < width; ) {
      int index = at + (int) ((offset + got) >> 3);
      int shift = (int) ((offset + got) & 7);
      int take = Math.min(8 - shift, width - got);
      value |= (((data[index] & 0xff) >> shift) & ((1 << take) - 1)) << got;
      got += take;
    }
    return value;
  }

  /** Overwrites these bits with the lowest ones of {@code value}. */
  static void put(byte[] data, int at, long offset, int width, int value) {
    for (int put = 0; put < width; ) {
      int index = at + (int) ((offset + put) >> 3);
      int shift = (int) ((offset + put) & 7);
      int take = Math.min(8 - shift, width - put);
      int mask = ((1 << take) - 1) << shift;
      data[index] = (byte) ((data[index] & ~mask) | (((value >> put) << shift) & mask));
      put += take;
    }
  }
}
