package ridgepoint.fpga;

import ridgepoint.hardware.DeviceSpec;
import ridgepoint.pipeline.KindParameters;

/**
 * What fitting a design into a fabric needs beyond its resources; values and sources are in {@code
 * ridgepoint/defaults/fpga.yaml}.
 *
 * @param clockCeilingHertz of a design that leaves room
 * @param lutShare of the LUTs up to which timing closes without effort
 * @param dspShare the same of DSP slices
 * @param ramShare the same of block RAMs and UltraRAMs
 * @param clockShareWhenFull of the ceiling that is left when a resource is used up
 * @param lutsPerElement around one multiply-add: control, operands, accumulation
 * @param flipFlopsPerElement the same
 */
record BudgetParameters(
    double clockCeilingHertz,
    double lutShare,
    double dspShare,
    double ramShare,
    double clockShareWhenFull,
    double lutsPerElement,
    double flipFlopsPerElement) {

  static BudgetParameters of(DeviceSpec device) {
    KindParameters values = FpgaMachine.parameters(device);
    return new BudgetParameters(
        values.value("clock-ceiling"),
        values.value("lut-share"),
        values.value("dsp-share"),
        values.value("ram-share"),
        values.value("clock-share-when-full"),
        values.value("luts-per-element"),
        values.value("flip-flops-per-element"));
  }
}
