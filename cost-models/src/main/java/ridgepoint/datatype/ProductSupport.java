package ridgepoint.datatype;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;

/** How a device computes matrix products of a data type: itself, in a wider type, or not at all. */
public sealed interface ProductSupport {

  /** The type asked for. */
  DataType wanted();

  /** One sentence for a person. */
  String explanation();

  /**
   * The device has a rate for the type.
   *
   * @param operationsPerSecond dense peak of the device
   */
  record Native(DataType wanted, double operationsPerSecond) implements ProductSupport {
    @Override
    public String explanation() {
      return "%s is native at %s".formatted(wanted, rateText(operationsPerSecond));
    }
  }

  /**
   * The operands can be widened to a type the device has, which holds all their values.
   *
   * @param carrier the type computed in; an operator with this compute type is what then runs
   * @param operationsPerSecond dense peak in the carrier
   * @param available what the device has natively
   */
  record Emulated(
      DataType wanted,
      DataType carrier,
      double operationsPerSecond,
      List<DataType> available,
      String device)
      implements ProductSupport {
    @Override
    public String explanation() {
      return lacks(device, wanted, available)
          + "; emulation would widen operands to "
          + carrier
          + " and run at its "
          + rateText(operationsPerSecond)
          + ", plus one conversion per operand element";
    }
  }

  /** The device has no type that holds the wanted one's values. */
  record Absent(DataType wanted, List<DataType> available, String device)
      implements ProductSupport {
    @Override
    public String explanation() {
      return lacks(device, wanted, available) + ", none of which can hold its values";
    }
  }

  /**
   * What the device does with products of {@code wanted}. Among the types that can carry it the
   * fastest is taken, and the narrowest among equals.
   */
  static ProductSupport of(DeviceSpec device, DataType wanted) {
    Compute compute = device.compute();
    var own = compute.productRate(wanted);
    if (own.isPresent()) {
      return new Native(wanted, own.getAsDouble());
    }
    List<DataType> available = available(compute);
    Comparator<DataType> fastest =
        Comparator.comparingDouble(type -> -compute.productRate(type).orElseThrow());
    return available.stream()
        .filter(type -> Widening.holds(type, wanted))
        .min(fastest.thenComparing(DataType::bits).thenComparing(Comparator.naturalOrder()))
        .<ProductSupport>map(
            carrier ->
                new Emulated(
                    wanted,
                    carrier,
                    compute.productRate(carrier).orElseThrow(),
                    available,
                    device.id()))
        .orElseGet(() -> new Absent(wanted, available, device.id()));
  }

  private static List<DataType> available(Compute compute) {
    var types = new TreeSet<DataType>();
    for (Map<DataType, Double> rates : List.of(compute.matrixPeak(), compute.vectorPeak())) {
      types.addAll(rates.keySet());
    }
    return List.copyOf(types);
  }

  private static String lacks(String device, DataType wanted, List<DataType> available) {
    return "%s cannot multiply in %s; it has %s"
        .formatted(
            device, wanted, available.stream().map(DataType::id).collect(Collectors.joining(", ")));
  }

  private static String rateText(double operationsPerSecond) {
    return String.format(Locale.ROOT, "%.4g TFLOP/s", operationsPerSecond / 1e12);
  }
}
