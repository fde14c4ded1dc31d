package ridgepoint.exploration.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import ridgepoint.hardware.library.SystemVariants;

/**
 * Keys of a description whose numbers come with every compute unit: an axis {@code compute.units}
 * has more or fewer of the same units, so that these vary with it.
 */
final class UnitKeys {
  /** The axis. */
  static final String UNITS = "compute.units";

  private static final Pattern CARRIED =
      Pattern.compile(
          "compute[.](matrix|vector)[.](sparse_)?peak[.].+|compute[.]special[.]rate|npu[.]arrays"
              + "|cpu[.]cores_per_socket");

  /** Of a memory of which every unit has one. */
  private static final List<String> OF_MEMORY =
      List.of("instances", "bandwidth", "read_bandwidth", "write_bandwidth");

  private UnitKeys() {}

  /** The keys, in the order of the description. */
  static List<String> of(SystemVariants variants) {
    String units = variants.text(UNITS).orElse("");
    List<String> keys = new ArrayList<>();
    for (String path : variants.paths()) {
      if (CARRIED.matcher(path).matches() || isOfUnitsMemory(path, units, variants)) {
        keys.add(path);
      }
    }
    return keys;
  }

  private static boolean isOfUnitsMemory(String path, String units, SystemVariants variants) {
    int last = path.lastIndexOf('.');
    String level = path.substring(0, last);
    return level.startsWith("memory.")
        && OF_MEMORY.contains(path.substring(last + 1))
        && variants.text(level + ".instances").orElse("").equals(units);
  }
}
