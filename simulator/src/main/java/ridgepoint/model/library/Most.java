package ridgepoint.model.library;

/** Sizes beyond those of any model there is: a larger one in a description is a slip. */
final class Most {
  static final long FEATURES = 1 << 22;
  static final int LAYERS = 4096;
  static final int HEADS = 1 << 16;
  static final long TOKENS = 1L << 32;
  static final double SOFT_CAP = 1e6;
  static final long PARAMETERS = 1L << 60;

  private Most() {}
}
