package ridgepoint.exploration.space;

import java.util.List;

/**
 * One dimension of a design space.
 *
 * @param target a key of the hardware description, such as {@code memory.hbm.bandwidth}, or an
 *     option of a run without dashes, such as {@code batch-size}; a name of its own when the axis
 *     is a factor or only used in expressions
 * @param values it takes
 * @param scales keys of the hardware description whose values it multiplies; empty when it sets its
 *     target instead
 */
public record Axis(String target, Values values, List<String> scales) {
  public Axis {
    scales = List.copyOf(scales);
  }

  /** Its name in tables and expressions: {@code memory_hbm_bandwidth}. */
  public String name() {
    return name(target);
  }

  /** A key or option as a name of tables and expressions. */
  public static String name(String target) {
    return target.replaceAll("[^A-Za-z0-9]+", "_");
  }

  /** Whether it sets a key of the hardware description. */
  public boolean isHardware() {
    return scales.isEmpty() && (target.contains(".") || target.equals("count"));
  }

  /** Whether it multiplies keys of the hardware description. */
  public boolean isFactor() {
    return !scales.isEmpty();
  }
}
