package ridgepoint.gpu;

import ridgepoint.operator.Attention;
import ridgepoint.pipeline.KindParameters;

/**
 * What kernels of decode steps spend on sequences, however few keys those have: blocks for every
 * sequence, KV head and worker on its keys are launched whether there is work for them or not.
 *
 * @param blockSeconds ({@code sequence-seconds}) from one such block of the device to the next
 * @param searchSeconds ({@code sequence-search-seconds}) that each adds for each sequence of the
 *     step, among which it looks for its own
 * @param mergeSeconds ({@code sequence-merge-seconds}) for each head and pair of sequences, where
 *     results of several workers are merged by a grid over sequences and all tokens of the step
 * @param workers ({@code sequence-workers}) on the keys of each sequence
 * @param mostSplit ({@code most-split-sequences}) of a step up to which there is more than one
 *     worker
 */
record SequenceParameters(
    double blockSeconds,
    double searchSeconds,
    double mergeSeconds,
    double workers,
    double mostSplit) {

  static SequenceParameters of(KindParameters values, String kernelClass) {
    return new SequenceParameters(
        values.value(kernelClass, "sequence-seconds"),
        values.value(kernelClass, "sequence-search-seconds"),
        values.value(kernelClass, "sequence-merge-seconds"),
        values.value(kernelClass, "sequence-workers"),
        values.value(kernelClass, "most-split-sequences"));
  }

  /** Seconds that the whole device spends on them. */
  double seconds(Attention attention) {
    double sequences = attention.batch();
    double each = blockSeconds + sequences * searchSeconds;
    if (sequences > mostSplit) {
      return sequences * attention.kvHeads() * each;
    }
    return sequences * attention.kvHeads() * workers * each
        + sequences * sequences * attention.heads() * mergeSeconds;
  }
}
