package ridgepoint.fpga;

import ridgepoint.hardware.DeviceSpec;
import ridgepoint.pipeline.KindParameters;

/**
 * What the FPGA model needs beyond a datasheet; values and sources are in {@code
 * ridgepoint/defaults/fpga.yaml}.
 *
 * @param interleaveBytes that lie together in one memory channel: a transfer shorter than this
 *     times the channels leaves some of them idle
 * @param pipelineCycles from the first operand of an engine to its first result
 * @param vectorInstructionCycles that a vector instruction takes beside its elements, where the
 *     next one waits for its last result; 0 where they stream into one another
 * @param outputsAtATime of a token that a design accumulates before it begins others
 */
record FpgaParameters(
    double interleaveBytes,
    double pipelineCycles,
    double vectorInstructionCycles,
    double outputsAtATime) {

  static FpgaParameters of(DeviceSpec device) {
    return of(FpgaMachine.parameters(device));
  }

  static FpgaParameters of(KindParameters values) {
    return new FpgaParameters(
        values.value("interleave-bytes"),
        values.value("pipeline-cycles"),
        values.value("vector-instruction-cycles"),
        values.value("outputs-at-a-time"));
  }
}
