package ridgepoint.hardware.library;

import ridgepoint.input.InputException;

/**
 * One value changed for a what-if.
 *
 * @param path of the key, such as {@code memory.hbm.bandwidth}
 * @param value with its unit, such as {@code 6TB/s}
 */
public record WhatIf(String path, String value) {

  /** Reads {@code PATH=VALUE} as {@code --set} takes it. */
  public static WhatIf parse(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1 || equals == assignment.length() - 1) {
      throw new InputException(
          "--set " + assignment + ": PATH=VALUE is wanted, such as memory.hbm.bandwidth=6TB/s");
    }
    return new WhatIf(
        assignment.substring(0, equals).strip(), assignment.substring(equals + 1).strip());
  }

  /** The first part of the path. */
  String head() {
    return path.split("\\.", 2)[0];
  }

  /** Without the first part of the path. */
  WhatIf tail() {
    int dot = path.indexOf('.');
    return new WhatIf(dot < 0 ? "" : path.substring(dot + 1), value);
  }

  @Override
  public String toString() {
    return path + "=" + value;
  }
}
