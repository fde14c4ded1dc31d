package ridgepoint.simulation;

import java.util.List;
import java.util.Optional;
import ridgepoint.datatype.ProductSupport;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.input.InputException;
import ridgepoint.model.library.Checkpoint;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/** The types a device computes in: the usual one, and what stands in for one that it lacks. */
public final class DataTypes {
  /** What models are published in, best first. */
  private static final DataType[] USUAL = {DataType.BF16, DataType.FP16, DataType.FP32};

  private DataTypes() {}

  /** The first of the types models are published in that the device multiplies in. */
  public static DataType usual(DeviceSpec device) {
    for (DataType type : USUAL) {
      if (device.compute().productRate(type).isPresent()) {
        return type;
      }
    }
    return DataType.FP16;
  }

  /** The half-precision type a file stores, where the device multiplies in it; else its usual. */
  public static DataType usual(DeviceSpec device, Checkpoint checkpoint) {
    return checkpoint
        .weights()
        .map(Format::type)
        .filter(type -> type == DataType.BF16 || type == DataType.FP16)
        .filter(type -> device.compute().productRate(type).isPresent())
        .orElseGet(() -> usual(device));
  }

  /** The narrow format a file stores weights in. */
  public static Optional<Format> quantised(Checkpoint checkpoint) {
    return checkpoint.weights().filter(format -> format.type().bits() <= Byte.SIZE);
  }

  /** The formats of a model as it is stored, with nothing asked for. */
  public static Precision stored(DeviceSpec device, Checkpoint checkpoint) {
    DataType usual = usual(device, checkpoint);
    Precision plain = Precision.uniform(usual);
    return quantised(checkpoint)
        .map(
            weights ->
                new Precision(weights, plain.activations(), plain.kvCache(), usual, usual)
                    .withHead(plain.weights()))
        .orElse(plain);
  }

  /**
   * The workload with types the device computes in.
   *
   * @param notes receives one line for every type that had to be replaced
   * @throws InputException when a type is lacking and emulation is not allowed, or not possible
   */
  static Workload supported(
      DeviceSpec device, Workload workload, boolean allowEmulation, List<String> notes) {
    Precision precision = workload.precision();
    DataType compute = computable(device, precision.compute(), allowEmulation, notes);
    DataType attention =
        precision.attentionCompute() == precision.compute()
            ? compute
            : computable(device, precision.attentionCompute(), allowEmulation, notes);
    return workload.withPrecision(precision.withCompute(compute).withAttentionCompute(attention));
  }

  /**
   * The type that products wanted in one type are computed in.
   *
   * @param notes receives a line when that is another one
   * @throws InputException saying what the device has, and what emulation would cost
   */
  public static DataType computable(
      DeviceSpec device, DataType wanted, boolean allowEmulation, List<String> notes) {
    ProductSupport support = ProductSupport.of(device, wanted);
    if (support instanceof ProductSupport.Native) {
      return wanted;
    }
    if (support instanceof ProductSupport.Emulated emulated && allowEmulation) {
      notes.add("emulated data type: " + support.explanation());
      return emulated.carrier();
    }
    String way =
        support instanceof ProductSupport.Emulated ? "; --allow-emulation estimates that" : "";
    throw new InputException(support.explanation() + way);
  }
}
