package ridgepoint.cli.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/** Constants as users write them: {@code FLASH_SPLIT_KV} is {@code flash-split-kv}. */
public final class Names {
  private Names() {}

  /** A constant as users write it: lower case, with dashes. */
  public static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All constants as users write them. */
  public static List<String> ids(Enum<?>[] constants) {
    List<String> ids = new ArrayList<>(constants.length);
    for (Enum<?> constant : constants) {
      ids.add(id(constant));
    }
    return ids;
  }

  /**
   * The constant an option names.
   *
   * @throws InputException naming the nearest and all there are
   */
  public static <E extends Enum<E>> E parse(String option, String text, E[] constants) {
    return find(text, constants)
        .orElseThrow(() -> new InputException(option + " " + unknown(text, constants)));
  }

  /** The constant that users write so. */
  static <E extends Enum<?>> Optional<E> find(String text, E[] constants) {
    return Arrays.stream(constants)
        .filter(constant -> id(constant).equalsIgnoreCase(text))
        .findFirst();
  }

  /** What is wrong with a text that names no constant: the nearest and all there are. */
  static String unknown(String text, Enum<?>[] constants) {
    List<String> ids = ids(constants);
    return "'%s' is not known%s; there are %s"
        .formatted(text, NearMatch.hint(text, ids), String.join(", ", ids));
  }
}
