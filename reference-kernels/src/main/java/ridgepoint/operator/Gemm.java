package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.DataType;
import ridgepoint.number.Format;

/**
 * {@code batches} products C[m,n] = A[m,k] B[k,n].
 *
 * <p>A model's linear layer has one batch, activations on the left and weights on the right. The
 * right operand's role may be another one (an absorbed MLA projection multiplies by weights, a
 * batched score product by the KV cache), and so may the output's (a K or V projection writes the
 * KV cache).
 *
 * @param computeType the type the product is computed in; narrower operands are widened to it
 * @param density fraction of the right operand's elements that are kept; 0.5 for 2:4 structured
 *     sparsity. Work is that of the kept elements, plus 2 index bits for each when below 1.
 */
public record Gemm(
    long batches,
    long m,
    long n,
    long k,
    Format left,
    Format right,
    Format output,
    Role rightRole,
    Role outputRole,
    DataType computeType,
    double density)
    implements Operator {
  /** Index bits that 2:4 structured sparsity stores per kept element (NVIDIA A100 whitepaper). */
  private static final double SPARSE_INDEX_BITS = 2;

  public Gemm {
    positive("batches", batches);
    positive("m", m);
    positive("n", n);
    positive("k", k);
    positive("density", density);
    if (density > 1) {
      throw new IllegalArgumentException("density must be at most 1, got " + density);
    }
  }

  /** A linear layer: activations times weights. */
  public static Gemm linear(
      long tokens, long inputs, long outputs, Format activation, Format weight, DataType compute) {
    return new Gemm(
        1,
        tokens,
        outputs,
        inputs,
        activation,
        weight,
        activation,
        Role.WEIGHT,
        Role.ACTIVATION,
        compute,
        1);
  }

  /** The same product written to another role and format, as a K or V projection does. */
  public Gemm writing(Role role, Format format) {
    return new Gemm(batches, m, n, k, left, right, format, rightRole, role, computeType, density);
  }

  public boolean isSparse() {
    return density < 1;
  }

  @Override
  public Work work() {
    double kept = (double) batches * k * n * density;
    double indexBytes = isSparse() ? kept * SPARSE_INDEX_BITS / 8 : 0;
    Bytes read =
        Bytes.activation(left.bytes((double) batches * m * k))
            .plus(Bytes.of(rightRole, right.bytes(kept)))
            .plus(Bytes.index(indexBytes));
    Bytes written = Bytes.of(outputRole, output.bytes((double) batches * m * n));
    return new Work(2.0 * m * kept, computeType, 0, 0, read, written);
  }

  @Override
  public String kind() {
    return "gemm";
  }

  @Override
  public String shape() {
    String product = m + "x" + n + "x" + k;
    return batches == 1 ? product : batches + "*" + product;
  }
}
