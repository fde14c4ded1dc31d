package ridgepoint.pim.attacc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where the units of AttAcc sit (Park et al., ASPLOS 2024, figure 5). */
public enum Placement {
  /** One at every bank; a command makes all banks of a channel compute. */
  BANK,
  /** One at every bank group; a command makes one bank of every group compute. */
  BANK_GROUP,
  /** One at every pseudo-channel, on the buffer die; a command reads one bank of each. */
  BUFFER;

  /** The name on the command line: {@code bank-group}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static List<String> ids() {
    return Arrays.stream(values()).map(Placement::id).toList();
  }
}
