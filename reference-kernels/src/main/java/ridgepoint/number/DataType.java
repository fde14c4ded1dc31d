package ridgepoint.number;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The element types that tensors are stored and computed in.
 *
 * <p>Types below eight bits are storage types: devices without a native rate for them widen them
 * before computing.
 */
public enum DataType {
  FP64("fp64", 64, Kind.FLOAT),
  FP32("fp32", 32, Kind.FLOAT),
  TF32("tf32", 32, Kind.FLOAT),
  BF16("bf16", 16, Kind.FLOAT),
  FP16("fp16", 16, Kind.FLOAT),
  FP8_E4M3("fp8_e4m3", 8, Kind.FLOAT),
  FP8_E5M2("fp8_e5m2", 8, Kind.FLOAT),
  FP4_E2M1("fp4_e2m1", 4, Kind.FLOAT),
  INT32("int32", 32, Kind.INTEGER),
  INT16("int16", 16, Kind.INTEGER),
  INT8("int8", 8, Kind.INTEGER),
  INT6("int6", 6, Kind.INTEGER),
  INT5("int5", 5, Kind.INTEGER),
  INT4("int4", 4, Kind.INTEGER),
  INT3("int3", 3, Kind.INTEGER),
  INT2("int2", 2, Kind.INTEGER),
  INT1("int1", 1, Kind.INTEGER);

  /** Whether the bits hold a floating-point or a two's-complement number. */
  public enum Kind {
    FLOAT,
    INTEGER
  }

  private final String id;
  private final int bits;
  private final Kind kind;

  DataType(String id, int bits, Kind kind) {
    this.id = id;
    this.bits = bits;
    this.kind = kind;
  }

  /** The name used in YAML, on the command line and in results, such as {@code fp8_e4m3}. */
  public String id() {
    return id;
  }

  public int bits() {
    return bits;
  }

  /** Storage of one element in bytes; a fraction for types below eight bits. */
  public double bytes() {
    return bits / 8.0;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isInteger() {
    return kind == Kind.INTEGER;
  }

  /**
   * Reads a name as users write it: any case, and the common short forms {@code fp8}, {@code
   * float16}, {@code half}, {@code bfloat16}, {@code float32}, {@code i8}.
   */
  public static Optional<DataType> parse(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    String canonical =
        switch (name) {
          case "fp8", "e4m3", "float8", "float8_e4m3fn", "fp8e4m3" -> "fp8_e4m3";
          case "e5m2", "float8_e5m2", "fp8e5m2" -> "fp8_e5m2";
          case "fp4", "nvfp4", "mxfp4", "e2m1" -> "fp4_e2m1";
          case "float16", "half", "f16" -> "fp16";
          case "bfloat16" -> "bf16";
          case "float32", "float", "f32" -> "fp32";
          case "float64", "double", "f64" -> "fp64";
          case "i8" -> "int8";
          case "i4" -> "int4";
          default -> name;
        };
    return Arrays.stream(values()).filter(type -> type.id.equals(canonical)).findFirst();
  }

  @Override
  public String toString() {
    return id;
  }
}
