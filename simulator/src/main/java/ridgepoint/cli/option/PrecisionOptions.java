package ridgepoint.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.model.library.Checkpoint;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.simulation.DataTypes;
import ridgepoint.workload.Precision;

/** Data types by role, as names or as bits. */
public final class PrecisionOptions {
  private static final int BYTE_BITS = 8;
  private static final int HALF_BITS = 16;
  private static final int SINGLE_BITS = 32;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description =
          "Type of weights, activations and KV cache: fp32, bf16, fp16, fp8, int8, int4... By"
              + " default bf16, or fp16 or fp32 where the device has no bf16; a model's file may"
              + " say otherwise. Below 8 bits it holds for weights only.")
  String all;

  @Option(
      names = {"--weight-dtype", "--w-bits"},
      paramLabel = "TYPE|BITS",
      description =
          "Type of the weights. Products run in the wider type of weights and activations.")
  String weights;

  @Option(
      names = {"--act-dtype", "--a-bits"},
      paramLabel = "TYPE|BITS",
      description = "Type of the activations.")
  String activations;

  @Option(
      names = {"--kv-dtype", "--kv-bits"},
      paramLabel = "TYPE|BITS",
      description = "Type of the KV cache.")
  String kvCache;

  @Option(
      names = "--group-size",
      paramLabel = "N",
      description = "Weights that share a 16-bit scale; 0 (default): scales are not counted.")
  int groupSize;

  /**
   * Formats by role: as options say, or else as the model's file stores its weights, or else in the
   * device's usual type.
   */
  public Precision precision(DeviceSpec device, Checkpoint checkpoint) {
    DataType usual = DataTypes.usual(device, checkpoint);
    DataType type = all == null ? usual : parse("--dtype", all, usual);
    DataType wide = type.bits() < BYTE_BITS ? usual : type;
    Optional<Format> stored = quantised(checkpoint);
    Format weight = stored.orElseGet(() -> weightFormat(weights(type, usual)));
    DataType activation = activations == null ? wide : parse("--act-dtype", activations, usual);
    DataType cache = kvCache == null ? wide : parse("--kv-dtype", kvCache, usual);
    DataType compute = weight.type().bits() > activation.bits() ? weight.type() : activation;
    boolean floats = activation.bits() >= BYTE_BITS && !activation.isInteger();
    Precision precision =
        new Precision(
            weight, Format.of(activation), Format.of(cache), compute, floats ? activation : usual);
    return stored.isEmpty() ? precision : precision.withHead(precision.unquantised());
  }

  private DataType weights(DataType type, DataType usual) {
    return weights == null ? type : parse("--weight-dtype", weights, usual);
  }

  /** The narrow format a file stores weights in, unless an option asks for another. */
  private Optional<Format> quantised(Checkpoint checkpoint) {
    boolean isAsked = all != null || weights != null || groupSize != 0;
    return isAsked ? Optional.empty() : DataTypes.quantised(checkpoint);
  }

  /** What was taken from the model's file rather than from an option. */
  public Optional<String> stored(Checkpoint checkpoint) {
    return quantised(checkpoint)
        .map(format -> "weights are " + format + ", as the model's file stores them");
  }

  /** Adds the number formats used to the inputs that a result repeats. */
  public void echo(Map<String, String> inputs, Precision precision) {
    inputs.put("dtype", precision.compute().id());
    inputs.put("weight-dtype", precision.weights().type().id());
    inputs.put("act-dtype", precision.activations().type().id());
    inputs.put("kv-dtype", precision.kvCache().type().id());
    if (precision.weights().isGrouped()) {
      inputs.put("group-size", Integer.toString(precision.weights().groupSize()));
    }
  }

  private Format weightFormat(DataType type) {
    if (groupSize < 0) {
      throw new InputException("--group-size must be at least 0, got " + groupSize);
    }
    return groupSize == 0 ? Format.of(type) : Format.grouped(type, groupSize, 0);
  }

  /** A type by name, or by bits: 16 is the usual type, 8 and less are integers. */
  public static DataType parse(String option, String text, DataType usual) {
    Optional<DataType> named =
        switch (text) {
          case "16" -> Optional.of(usual.bits() == HALF_BITS ? usual : DataType.FP16);
          case "32" -> Optional.of(DataType.FP32);
          case "1", "2", "3", "4", "5", "6", "8" -> DataType.parse("int" + text);
          default -> DataType.parse(text);
        };
    return named.orElseThrow(() -> unknown(option, text));
  }

  private static InputException unknown(String option, String text) {
    List<String> names = new ArrayList<>();
    for (DataType type : DataType.values()) {
      names.add(type.id());
    }
    return new InputException(
        option
            + ": unknown data type '"
            + text
            + "'"
            + NearMatch.hint(text, names)
            + "; there are "
            + String.join(", ", names)
            + ", or bits from 1 to "
            + SINGLE_BITS);
  }
}
