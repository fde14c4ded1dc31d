package ridgepoint.gpu;

import java.util.Optional;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;

/**
 * One pass of a kernel on the whole device.
 *
 * @param waves its tiles in time
 * @param overheadSeconds fill, drain and the tiles' own prologues and epilogues
 * @param readBytes across each memory level of the device; 0 at levels within an SM
 * @param writtenBytes likewise
 */
record PassTime(
    Totals totals,
    WaveTimes waves,
    int tilesPerUnit,
    double overheadSeconds,
    double[] readBytes,
    double[] writtenBytes) {

  /**
   * Times a pass.
   *
   * @param before the pass it takes results from, if there is one
   * @param after the pass that takes its results
   * @param atLeastRead bytes that have to come from main memory whatever the recording reuses
   * @param atLeastWritten bytes that have to go there
   */
  static PassTime of(
      Recording pass,
      Totals totals,
      Optional<Totals> before,
      Optional<Totals> after,
      DeviceSpec device,
      GpuParameters parameters,
      Levels levels,
      UnitRates rates,
      double atLeastRead,
      double atLeastWritten) {
    int units = device.compute().units();
    int tilesPerUnit =
        Occupancy.tilesPerUnit(
            (Architecture.Gpu) device.architecture(), parameters.registerShare(), pass);
    double[] read = levels.readBytes(pass, totals, before, (double) units * tilesPerUnit);
    double[] written = levels.writtenBytes(totals, after);
    int last = read.length - 1;
    read[last] = Math.max(read[last], atLeastRead);
    written[last] = Math.max(written[last], atLeastWritten);
    double[] perLoaded = new double[read.length - levels.firstShared()];
    double[] perStored = new double[perLoaded.length];
    for (int i = 0; i < perLoaded.length; i++) {
      int level = levels.firstShared() + i;
      perLoaded[i] = perByte(read[level], totals.loaded()) * levels.readSecondsPerByte(level);
      perStored[i] = perByte(written[level], totals.stored()) * levels.writeSecondsPerByte(level);
    }
    WaveTimes waves =
        new WaveTimes(
            new TileCosts(pass, rates), units, tilesPerUnit, parameters, perLoaded, perStored);
    double overhead = parameters.kernelSeconds() + waves.waves * parameters.tileSeconds();
    return new PassTime(totals, waves, tilesPerUnit, overhead, read, written);
  }

  private static double perByte(double crossing, double moved) {
    return moved == 0 ? 0 : crossing / moved;
  }

  double seconds() {
    return waves.seconds + overheadSeconds;
  }
}
