package ridgepoint.hardware.library;

import java.util.Map;
import java.util.Set;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Provenance;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;

/** Refuses numbers that are possible one by one but not together. */
final class DevicePlausibility {
  /** More than any unit can do in one cycle: a peak beyond it has a wrong prefix or clock. */
  private static final double MAX_OPERATIONS_PER_UNIT_AND_CYCLE = 1e7;

  private DevicePlausibility() {}

  static void check(DeviceSpec device, Readings readings) {
    checkPeaks(device.compute(), readings);
    if (device.power().idleWatts() > device.power().limitWatts()) {
      throw failure(readings, "power.idle", "is more than power.limit");
    }
    boolean activeIsGiven = device.power().activeWatts() > 0;
    boolean changedLimit =
        device.provenance().get("power.limit").origin() == Provenance.Origin.USER;
    if (activeIsGiven
        && !changedLimit
        && device.power().idleWatts() + device.power().activeWatts()
            >= device.power().limitWatts()) {
      throw failure(readings, "power.active", "and power.idle leave nothing of power.limit");
    }
    checkEnergies(device, readings);
    if (device.architecture() instanceof Architecture.Fpga fpga) {
      checkArrayFits(fpga, device.compute(), readings);
    }
  }

  private static void checkPeaks(Compute compute, Readings readings) {
    double most = MAX_OPERATIONS_PER_UNIT_AND_CYCLE * compute.units() * compute.clockHertz();
    checkPeaks("compute.matrix.peak.", compute.matrixPeak(), most, readings);
    checkPeaks("compute.matrix.sparse_peak.", compute.sparseMatrixPeak(), most, readings);
    checkPeaks("compute.vector.peak.", compute.vectorPeak(), most, readings);
    compute
        .sparseMatrixPeak()
        .forEach(
            (type, peak) -> {
              Double dense = compute.matrixPeak().get(type);
              String path = "compute.matrix.sparse_peak." + type;
              if (dense == null) {
                throw failure(readings, path, "needs a compute.matrix.peak." + type);
              }
              if (peak < dense) {
                throw failure(readings, path, "is less than the dense compute.matrix.peak." + type);
              }
            });
  }

  private static void checkPeaks(
      String prefix, Map<DataType, Double> peaks, double most, Readings readings) {
    peaks.forEach(
        (type, peak) -> {
          if (peak > most) {
            throw failure(
                readings,
                prefix + type,
                "is more than compute.units x compute.clock can do (a wrong prefix?)");
          }
        });
  }

  private static void checkEnergies(DeviceSpec device, Readings readings) {
    Set<DataType> computed = device.compute().matrixPeak().keySet();
    for (DataType type : device.power().matrixJoulesPerOperation().keySet()) {
      if (!computed.contains(type) && !device.compute().vectorPeak().containsKey(type)) {
        throw failure(
            readings,
            "power.energy.matrix." + type,
            "the device has no peak in " + type + " under compute");
      }
    }
    for (DataType type : computed) {
      if (!device.power().matrixJoulesPerOperation().containsKey(type)) {
        throw failure(
            readings, "compute.matrix.peak." + type, "needs a power.energy.matrix." + type);
      }
    }
  }

  /** The multiply-add array must be affordable in DSPs, or in LUTs where a data type has such. */
  private static void checkArrayFits(Architecture.Fpga fpga, Compute compute, Readings readings) {
    Architecture.FpgaDataflow dataflow = fpga.design().dataflow();
    double macsPerCycle =
        (double) dataflow.tokens()
            * fpga.design().processingElementRows()
            * fpga.design().processingElementColumns();
    if ((double) dataflow.vectorRows() * dataflow.vectorColumns() > macsPerCycle) {
      throw failure(
          readings, "fpga.design.vector_rows", "more elements for a vector than the array has");
    }
    for (Map.Entry<DataType, Double> peak : compute.matrixPeak().entrySet()) {
      DataType type = peak.getKey();
      double perDsp = fpga.dspMacsPerCycle().getOrDefault(type, 0.0);
      double perLut = fpga.lutsPerMac().containsKey(type) ? 1 / fpga.lutsPerMac().get(type) : 0;
      double affordable = fpga.design().dsps() * perDsp + fpga.design().luts() * perLut;
      double wanted = peak.getValue() / (2 * fpga.design().clockHertz());
      if (wanted > affordable * 1.001) {
        throw failure(
            readings,
            "compute.matrix.peak." + type,
            "needs "
                + Math.round(wanted)
                + " multiply-adds a cycle but the design's DSPs and LUTs make "
                + Math.round(affordable));
      }
    }
    if (fpga.dspMacsPerCycle().values().stream()
        .noneMatch(packing -> macsPerCycle <= fpga.design().dsps() * packing * 1.001)) {
      throw failure(
          readings, "fpga.design.rows", "the array has more elements than the DSPs can make");
    }
  }

  private static InputException failure(Readings readings, String path, String problem) {
    return new InputException(readings.place(path) + ": " + path + ": " + problem);
  }
}
