package ridgepoint.model.library;

import java.util.Arrays;
import java.util.Optional;

/**
 * Tensor types of GGUF files: so many elements in a block of so many bytes (ggml's type table,
 * ggml-common.h).
 */
enum GgmlType {
  F32(0, 32, 1, 4),
  F16(1, 16, 1, 2),
  Q4_0(2, 4, 32, 18),
  Q4_1(3, 4, 32, 20),
  Q5_0(6, 5, 32, 22),
  Q5_1(7, 5, 32, 24),
  Q8_0(8, 8, 32, 34),
  Q8_1(9, 8, 32, 36),
  Q2_K(10, 2, 256, 84),
  Q3_K(11, 3, 256, 110),
  Q4_K(12, 4, 256, 144),
  Q5_K(13, 5, 256, 176),
  Q6_K(14, 6, 256, 210),
  Q8_K(15, 8, 256, 292),
  IQ2_XXS(16, 2, 256, 66),
  IQ2_XS(17, 2, 256, 74),
  IQ3_XXS(18, 3, 256, 98),
  IQ1_S(19, 1, 256, 50),
  IQ4_NL(20, 4, 32, 18),
  IQ3_S(21, 3, 256, 110),
  IQ2_S(22, 2, 256, 82),
  IQ4_XS(23, 4, 256, 136),
  I8(24, 8, 1, 1),
  I16(25, 16, 1, 2),
  I32(26, 32, 1, 4),
  I64(27, 64, 1, 8),
  F64(28, 64, 1, 8),
  IQ1_M(29, 1, 256, 56),
  BF16(30, 16, 1, 2),
  TQ1_0(34, 1, 256, 54),
  TQ2_0(35, 2, 256, 66),
  MXFP4(39, 4, 32, 17);

  private final int code;
  private final int elementBits;
  private final int blockElements;
  private final int blockBytes;

  GgmlType(int code, int elementBits, int blockElements, int blockBytes) {
    this.code = code;
    this.elementBits = elementBits;
    this.blockElements = blockElements;
    this.blockBytes = blockBytes;
  }

  static Optional<GgmlType> of(long code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** Bits of one element without its block's scales. */
  int elementBits() {
    return elementBits;
  }

  boolean isPlain() {
    return blockElements == 1;
  }

  double bytes(double elements) {
    return elements / blockElements * blockBytes;
  }
}
