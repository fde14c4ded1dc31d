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

  /** A matrix product. */
  record Product(int m, int n, int k) implements Layer {
    public Product {
      requirePositive("m", m);
      requirePositive("n", n);
      requirePositive("k", k);
    }

    @Override
    public long inputAddress(int m, int k) {
      return (long) m * this.k + k;
    }

    @Override
    public long inputWords() {
      return (long) m * k;
    }

    @Override
    public boolean hasDistinctInputs() {
      return true;
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
