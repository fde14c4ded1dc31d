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
 */
record FpgaParameters(double interleaveBytes, double pipelineCycles) {

  static FpgaParameters of(DeviceSpec device) {
    return of(FpgaMachine.parameters(device));
  }

  static FpgaParameters of(KindParameters values) {
    return new FpgaParameters(values.value("interleave-bytes"), values.value("pipeline-cycles"));
  }
}
