package ridgepoint.pim.kernel;

import ridgepoint.number.DataType;

/** What a memory that computes is asked for, of whatever make. */
public sealed interface Task {
  /** Of the elements in the banks. */
  DataType type();

  /** Bytes of an element. */
  default int elementBytes() {
    return type().bits() / Byte.SIZE;
  }

  /**
   * Vectors by matrices that lie in the banks.
   *
   * @param matrices of that shape, each with vectors of its own
   * @param vectors that each matrix is multiplied by, one after another
   * @param outputs rows of a matrix
   * @param inputs columns of a matrix
   * @param tree whether partial sums are written for every tile of inputs and added up as a tree
   */
  record Product(
      long matrices, long vectors, long outputs, long inputs, boolean tree, DataType type)
      implements Task {
    public double multiplyAdds() {
      return (double) matrices * vectors * outputs * inputs;
    }
  }

  /**
   * A product whose sums begin with a bias and pass through a function on their way out, by the
   * units themselves.
   */
  record Activated(Product product) implements Task {
    @Override
    public DataType type() {
      return product.type();
    }
  }

  /** Element by element over vectors that lie in the banks. */
  record Elementwise(Operation operation, long elements, DataType type) implements Task {
    /** What is computed. */
    public enum Operation {
      /** Sum of two vectors. */
      ADD(2),
      /** Product of two vectors, element by element. */
      MUL(2),
      /** Larger of each element and 0. */
      RELU(1);

      private final int operands;

      Operation(int operands) {
        this.operands = operands;
      }

      /** Vectors that are read. */
      public int operands() {
        return operands;
      }
    }
  }

  /**
   * One step of attention over caches that lie in the banks: scores, softmax, weighted sum.
   *
   * @param heads of keys and values, of all sequences
   * @param queries that share a head
   * @param keys of a sequence
   * @param headDim elements of a query, a key and a value
   * @param longest sequence that memory is set aside for
   */
  record Attention(long heads, long queries, long keys, long headDim, long longest, DataType type)
      implements Task {
    /** Scores as a product: keys are the matrix, queries the vectors. */
    public Product scores() {
      return new Product(heads, queries, keys, headDim, false, type);
    }

    /** The weighted sum as a product: values are the matrix, probabilities the vectors. */
    public Product weightedSum() {
      return new Product(heads, queries, headDim, keys, false, type);
    }

    public double multiplyAdds() {
      return scores().multiplyAdds() + weightedSum().multiplyAdds();
    }
  }
}
