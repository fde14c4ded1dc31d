package ridgepoint.workload;

import java.math.BigInteger;
import ridgepoint.input.InputException;

/**
 * How a model is spread over devices. Ranks are numbered tensor-parallel innermost, then pipeline,
 * then data. Experts are spread over {@code expert} ranks within the tensor x data ranks.
 */
public record Parallelism(int tensor, int pipeline, int expert, int data) {
  public static final Parallelism NONE = new Parallelism(1, 1, 1, 1);

  /**
   * @throws InputException when there are more devices than can be counted
   */
  public Parallelism {
    BigInteger devices =
        BigInteger.valueOf(tensor)
            .multiply(BigInteger.valueOf(pipeline))
            .multiply(BigInteger.valueOf(data));
    if (devices.bitLength() >= Integer.SIZE) {
      throw new InputException(
          "tensor x pipeline x data parallel: %s devices are more than %d"
              .formatted(devices, Integer.MAX_VALUE));
    }
  }

  public int devices() {
    return tensor * pipeline * data;
  }
}
