package ridgepoint.workload;

/**
 * Which fractions of weights and KV cache live where; each triple sums to 1. What is not on the
 * device is brought in when it is needed (FlexGen, Sheng 2023).
 *
 * @param overlapped whether transfers for the next layer run under the computation of this one
 * @param deviceBatches parts of the batch that pass a layer one after another while its weights,
 *     fetched once, stay: FlexGen's block of batches, which shrinks what is live on the device
 */
public record Placement(Split weights, Split kvCache, boolean overlapped, int deviceBatches) {
  public static final Placement ON_DEVICE =
      new Placement(new Split(1, 0, 0), new Split(1, 0, 0), true, 1);

  public Placement {
    if (deviceBatches < 1) {
      throw new IllegalArgumentException("at least one device batch, got " + deviceBatches);
    }
  }

  /** Fractions of a tensor class by place. */
  public record Split(double device, double host, double storage) {
    public Split {
      if (device < 0 || host < 0 || storage < 0 || Math.abs(device + host + storage - 1) > 1e-9) {
        throw new IllegalArgumentException(
            "fractions must be at least 0 and sum to 1, got "
                + device
                + ", "
                + host
                + ", "
                + storage);
      }
    }
  }
}
