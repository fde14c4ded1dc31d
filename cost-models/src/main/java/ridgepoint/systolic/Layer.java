package ridgepoint.systolic;

/**
 * What an array multiplies: outputs [m, n] of inputs [m, k] and weights [k, n]. Addresses are in
 * words; equal addresses are the same word of main memory.
 */
public sealed interface Layer {
  /** The address of a zero beyond the edge of an image, which is nowhere in memory. */
  long NOWHERE = -1;

  int m();

  int n();

  int k();

  /** Where the input of output row {@code m} and depth {@code k} lies, or {@link #NOWHERE}. */
  long inputAddress(int m, int k);

  /** Words that inputs take in main memory; all addresses are below it. */
  long inputWords();

  /** Whether no two inputs lie at the same address. */
  boolean hasDistinctInputs();

  /** Independent layers of these sizes, one after the other. */
  default int batches() {
    return 1;
  }

  /** Depth of the products: all inputs, also those that meet no weight. */
  default int inputDepth() {
    return k();
  }

  /**
   * Matrix products.
   *
   * @param inputDepth of the inputs
   * @param sparsity how many weights along the depth are left
   */
  record Product(int batches, int m, int n, int inputDepth, Sparsity sparsity) implements Layer {
    public Product {
      requirePositive("batches", batches);
      requirePositive("m", m);
      requirePositive("n", n);
      requirePositive("k", inputDepth);
    }

    /** A product with all of its weights. */
    public Product(int m, int n, int k) {
      this(1, m, n, k, Sparsity.NONE);
    }

    @Override
    public int k() {
      return sparsity.kept(inputDepth);
    }

    /** Of inputs from which an array row selects the one its weight belongs to, the first. */
    @Override
    public long inputAddress(int m, int k) {
      return (long) m * k() + k;
    }

    @Override
    public long inputWords() {
      return (long) m * k();
    }

    @Override
    public boolean hasDistinctInputs() {
      return true;
    }
  }

  /**
   * Structured sparsity of weights: of every {@code group} neighbours along the depth {@code kept}
   * remain, and an array row takes the input of its weight out of the group's (Mishra 2021,
   * arXiv:2104.08378; on arrays: SCALE-Sim v3, arXiv:2504.15377).
   */
  record Sparsity(int kept, int group) {
    public static final Sparsity NONE = new Sparsity(1, 1);

    public Sparsity {
      if (kept < 1 || group < kept) {
        throw new IllegalArgumentException(
            "a sparsity of %d:%d; N:M keeps N of M weights, at least 1 and at most M"
                .formatted(kept, group));
      }
    }

    int kept(int depth) {
      return depth / group * kept + Math.min(depth % group, kept);
    }
  }

  /**
   * A convolution as a matrix product: a row of inputs for each output pixel. Windows begin every
   * {@code stride} pixels as long as they begin with a step of it inside the image; what reaches
   * beyond the image is zero.
   *
   * @param expanded whether the matrix of inputs is written out in main memory (im2col), instead of
   *     gathered from the image on the way into the array (implicit)
   */
  record Convolution(
      int height,
      int width,
      int filterHeight,
      int filterWidth,
      int channels,
      int filters,
      int stride,
      boolean expanded)
      implements Layer {
    public Convolution {
      requirePositive("height", height);
      requirePositive("width", width);
      requirePositive("filter height", filterHeight);
      requirePositive("filter width", filterWidth);
      requirePositive("channels", channels);
      requirePositive("filters", filters);
      requirePositive("stride", stride);
      if (filterHeight > height || filterWidth > width) {
        throw new IllegalArgumentException(
            "a filter of %dx%d is larger than the image of %dx%d"
                .formatted(filterHeight, filterWidth, height, width));
      }
    }

    private int outputWidth() {
      return (width - filterWidth + stride + stride - 1) / stride;
    }

    private int outputHeight() {
      return (height - filterHeight + stride + stride - 1) / stride;
    }

    @Override
    public int m() {
      return outputHeight() * outputWidth();
    }

    @Override
    public int n() {
      return filters;
    }

    @Override
    public int k() {
      return filterHeight * filterWidth * channels;
    }

    @Override
    public long inputAddress(int m, int k) {
      if (expanded) {
        return (long) m * k() + k;
      }
      int row = m / outputWidth() * stride + k / (filterWidth * channels);
      int column = m % outputWidth() * stride + k / channels % filterWidth;
      return row < height && column < width
          ? ((long) row * width + column) * channels + k % channels
          : NOWHERE;
    }

    @Override
    public long inputWords() {
      return expanded ? (long) m() * k() : (long) height * width * channels;
    }

    @Override
    public boolean hasDistinctInputs() {
      return expanded;
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }
}
