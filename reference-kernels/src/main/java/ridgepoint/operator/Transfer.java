package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

/** Bytes moved between a device and a slower place: host memory or storage. */
public record Transfer(Place from, Place to, Role role, double transferredBytes)
    implements Operator {
  /** Where data can live. */
  public enum Place {
    DEVICE,
    HOST,
    STORAGE
  }

  public Transfer {
    positive("transferredBytes", transferredBytes);
    if (from == to) {
      throw new IllegalArgumentException("a transfer from " + from + " to itself");
    }
  }

  @Override
  public Work work() {
    Bytes moved = Bytes.of(role, transferredBytes);
    return Work.elementwise(0, 0, moved, moved);
  }

  @Override
  public String kind() {
    return "transfer";
  }

  @Override
  public String shape() {
    return from.name().toLowerCase(java.util.Locale.ROOT)
        + "->"
        + to.name().toLowerCase(java.util.Locale.ROOT);
  }
}
