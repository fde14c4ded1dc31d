package ridgepoint.cli.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    for (E constant : constants) {
      if (id(constant).equalsIgnoreCase(text)) {
        return constant;
      }
    }
    List<String> ids = ids(constants);
    throw new InputException(
        "%s '%s' is not known%s; there are %s"
            .formatted(option, text, NearMatch.hint(text, ids), String.join(", ", ids)));
  }
}
