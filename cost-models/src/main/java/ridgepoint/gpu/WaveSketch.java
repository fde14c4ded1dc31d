package ridgepoint.gpu;

/** Seconds that the resources of a wave of tiles take, and the wave with them. */
final class WaveSketch {
  /** Share of the longest resource below which another one adds next to nothing to it. */
  private static final double NEGLIGIBLE = 0.1;

  private final double products;
  private final double port;
  private final double chain;
  private final double epilogue;
  private final double cache;
  private final double outer;
  private final double memory;
  private final double exponent;

  /** No wave is shorter. */
  final double longest;

  /**
   * Seconds by resource.
   *
   * @param products of the arithmetic of the busiest SM
   * @param port of that SM
   * @param chain of loads that a tile waits for
   * @param epilogue of that SM
   * @param cache of the nearest shared one
   * @param outer of the cache behind it
   * @param memory of main memory
   * @param exponent of the norm that combines them
   */
  WaveSketch(
      double products,
      double port,
      double chain,
      double epilogue,
      double cache,
      double outer,
      double memory,
      double exponent) {
    this.products = products;
    this.port = port;
    this.chain = chain;
    this.epilogue = epilogue;
    this.cache = cache;
    this.outer = outer;
    this.memory = memory;
    this.exponent = exponent;
    longest =
        Math.max(
            Math.max(Math.max(products, port), Math.max(chain, epilogue)),
            Math.max(cache, Math.max(outer, memory)));
  }

  /**
   * Estimated time.
   *
   * @param limit beyond which the exact figure does not matter and a lower one may be returned
   */
  double seconds(double limit) {
    return longest >= limit ? longest : norm();
  }

  /** All resources together, as far as they overlap. */
  double norm() {
    double sum =
        power(products)
            + power(port)
            + power(chain)
            + power(epilogue)
            + power(cache)
            + power(outer)
            + power(memory);
    return longest * Math.pow(sum, 1 / exponent);
  }

  private double power(double seconds) {
    double share = seconds / longest;
    return share == 1 ? 1 : share < NEGLIGIBLE ? 0 : Math.pow(share, exponent);
  }
}
