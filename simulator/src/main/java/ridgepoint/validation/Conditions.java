package ridgepoint.validation;

/** Conditions that hold for all rows of a source. */
final class Conditions {
  private Conditions() {}

  /** Profilers report kernels alone; the benchmark loops of the others replay captured graphs. */
  static Question.Timing timing(String source) {
    return switch (source) {
      case "vidur", "lss", "lss_v0" -> Question.Timing.PROFILER;
      default -> Question.Timing.GRAPH;
    };
  }
}
