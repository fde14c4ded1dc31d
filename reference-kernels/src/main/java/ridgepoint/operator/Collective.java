package ridgepoint.operator;

import static ridgepoint.operator.Shapes.notNegative;
import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/**
 * Communication among {@code devices} devices.
 *
 * @param elements for ALL_REDUCE the buffer that every device holds; for ALL_GATHER, REDUCE_SCATTER
 *     and ALL_TO_ALL the total over devices of one device's full-size buffer (nccl-tests "size");
 *     for POINT_TO_POINT the message
 * @param stride distance between the ranks of neighbouring members: 1 when they are adjacent, the
 *     tensor-parallel degree for the group that crosses it, and so on. It tells which network level
 *     the group spans.
 */
public record Collective(Type type, double elements, int devices, int stride, Format format)
    implements Operator {
  /** Which collective. */
  public enum Type {
    ALL_REDUCE("all-reduce"),
    ALL_GATHER("all-gather"),
    REDUCE_SCATTER("reduce-scatter"),
    ALL_TO_ALL("all-to-all"),
    POINT_TO_POINT("point-to-point");

    private final String id;

    Type(String id) {
      this.id = id;
    }

    public String id() {
      return id;
    }
  }

  public Collective {
    notNegative("elements", elements);
    positive("devices", devices);
    positive("stride", stride);
  }

  public double bufferBytes() {
    return format.bytes(elements);
  }

  /** Compulsory local work: the buffer read and written once; an all-reduce adds n-1 times. */
  @Override
  public Work work() {
    double reductions =
        switch (type) {
          case ALL_REDUCE, REDUCE_SCATTER -> elements * (devices - 1) / devices;
          case ALL_GATHER, ALL_TO_ALL, POINT_TO_POINT -> 0;
        };
    Bytes buffer = Bytes.activation(bufferBytes());
    double share = 1.0 / devices;
    return switch (type) {
      case ALL_REDUCE, ALL_TO_ALL -> Work.elementwise(reductions, 0, buffer, buffer);
      case ALL_GATHER -> Work.elementwise(0, 0, buffer.times(share), buffer);
      case REDUCE_SCATTER -> Work.elementwise(reductions, 0, buffer, buffer.times(share));
      case POINT_TO_POINT -> Work.elementwise(0, 0, buffer, buffer);
    };
  }

  @Override
  public String kind() {
    return type.id();
  }

  @Override
  public String shape() {
    return Shapes.number(elements) + " over " + devices;
  }
}
