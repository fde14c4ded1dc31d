package ridgepoint.npu;

import java.util.List;
import java.util.Locale;
import ridgepoint.datatype.ProductRates;
import ridgepoint.estimate.Bound;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.number.DataType;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.Residency;
import ridgepoint.pipeline.ScratchpadTilings;
import ridgepoint.pipeline.Tally;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;

/**
 * A systolic-array NPU: its arrays share the folds of each step; while they work on one step, DMA
 * brings the next into the other half of the scratchpad, and the vector unit finishes the one
 * before. The busiest of them sets the pace; the first load and the last store show.
 */
public final class NpuMachine implements KindMachine {
  private final DeviceSpec device;
  private final Architecture.Npu npu;
  private final SystolicArray array;
  private final NpuParameters parameters;
  private final ProductRates products;
  private final ScratchpadTilings tilings;
  private final int scratchpad;

  public NpuMachine(DeviceSpec device) {
    this(device, NpuParameters.of(device));
  }

  NpuMachine(DeviceSpec device, NpuParameters parameters) {
    this.device = device;
    this.npu = (Architecture.Npu) device.architecture();
    this.parameters = parameters;
    this.array =
        new SystolicArray(npu.rows(), npu.columns(), npu.dataflow(), npu.prefetchesStationary());
    this.products = new ProductRates(device);
    this.scratchpad = scratchpadLevel(device.memory());
    this.tilings =
        new ScratchpadTilings(
            npu.rows(),
            npu.columns(),
            npu.rows(),
            npu.arrays(),
            scratchpadBytes(),
            npu.accumulatorBytes(),
            array.keepsOutputs());
  }

  /** The software-managed level nearest to main memory, or the level before it. */
  private static int scratchpadLevel(List<MemoryLevel> levels) {
    for (int level = levels.size() - 2; level >= 0; level--) {
      if (levels.get(level).softwareManaged()) {
        return level;
      }
    }
    return levels.size() - 2;
  }

  private double scratchpadBytes() {
    return scratchpad < 0
        ? npu.accumulatorBytes()
        : device.memory().get(scratchpad).totalCapacityBytes();
  }

  @Override
  public List<Tiling> candidates(Operator operator) {
    if (operator.work().matrixOperations() > 0) {
      products.dense(operator.work().matrixType());
    }
    return tilings.of(operator);
  }

  @Override
  public MappedTime time(Operator operator, Tiling tiling, Recording recording) {
    Tally tally = new Tally(device.memory().size());
    tally.overhead("launch", device.control().launchSeconds());
    for (Recording pass = recording; pass != null; pass = pass.next()) {
      time(operator, pass, tally);
    }
    return tally.mapped(reason(recording));
  }

  private void time(Operator operator, Recording recording, Tally tally) {
    Pass pass = Pass.of(recording, array, npu.arrays());
    Totals totals = pass.totals();
    double free = scratchpadBytes() - 2 * pass.stageBytes();
    double read = Residency.mainMemoryReads(recording.operands(), totals, free);
    double written = totals.stored();
    Units units = units(operator, pass);
    double moving = readSeconds(read) + writeSeconds(written);
    double dma = pass.transfers() * npu.dmaSetupSeconds() / npu.dmaEngines();
    double sramBytes = read + written + pass.scratchpadElements() * totals.matrixType().bytes();
    double sram = sramSeconds(sramBytes);

    tally.overhead("dma setup", npu.dmaSetupSeconds() + device.mainMemory().latencySeconds());
    tally.busy("matrix", Bound.COMPUTE, units.matrix());
    tally.busy("vector", Bound.COMPUTE, units.vector());
    tally.busy("special", Bound.COMPUTE, units.special());
    tally.busy(device.mainMemory().name(), Bound.MEMORY, moving);
    tally.busy("dma", Bound.OVERHEAD, dma);
    tally.bytes(device.memory().size() - 1, read + written);
    if (scratchpad >= 0) {
      tally.busy(device.memory().get(scratchpad).name(), Bound.CACHE, sram);
      tally.bytes(scratchpad, sramBytes);
    }
    tally.operations(
        totals.executedMatrixOperations(),
        totals.matrixType(),
        totals.vectorOperations(),
        totals.specialOperations());
    double firstLoad = readSeconds(Math.min(read, pass.stageBytes()));
    double lastStore = writeSeconds(Math.min(written, pass.storedBytesPerTile()));
    double computing = firstLoad + units.busiest() + lastStore;
    double transferring = moving + units.lastStep();
    tally.endPass(
        Math.max(Math.max(computing, transferring), Math.max(dma, sram)), units.busiest());
  }

  /** Busy seconds of the compute units in a pass. */
  private record Units(double matrix, double vector, double special, double lastStep) {
    double busiest() {
      return Math.max(matrix, Math.max(vector, special));
    }
  }

  /**
   * A type the arrays lack is multiplied on the vector unit; zeros they cannot skip are computed.
   */
  private Units units(Operator operator, Pass pass) {
    Totals totals = pass.totals();
    double vectorOperations =
        totals.vectorOperations() + totals.convertedElements() * parameters.convertOperations();
    double vector = perSecond(vectorOperations, vectorRate() * parameters.vectorEfficiency());
    double special =
        perSecond(
            totals.specialOperations(),
            device.compute().specialPeak() * parameters.vectorEfficiency());
    double matrix = 0;
    double lastStep = 0;
    if (totals.matrixOperations() > 0) {
      DataType type = totals.matrixType();
      double rate = products.useful(operator, type);
      if (products.onMatrixUnit(type)) {
        double cycle = secondsPerCycle(rate);
        matrix = cycle * (pass.arrayCycles() + pass.firstFillCycles());
        lastStep = cycle * pass.stepCycles();
      } else {
        vector += totals.executedMatrixOperations() / rate;
      }
    }
    return new Units(matrix, vector, special, lastStep);
  }

  /** Of a clock at which the arrays together reach the peak rate of the type. */
  private double secondsPerCycle(double operationsPerSecond) {
    return 2.0 * npu.arrays() * npu.rows() * npu.columns() / operationsPerSecond;
  }

  private double vectorRate() {
    return device.compute().vectorPeak().isEmpty() ? 0 : device.compute().vectorRate();
  }

  private static double perSecond(double amount, double rate) {
    return amount == 0 ? 0 : amount / rate;
  }

  private double readSeconds(double bytes) {
    return bytes / (device.mainMemory().readBytesPerSecond() * parameters.memoryEfficiency());
  }

  private double writeSeconds(double bytes) {
    return bytes / (device.mainMemory().writeBytesPerSecond() * parameters.memoryEfficiency());
  }

  private double sramSeconds(double bytes) {
    return scratchpad < 0 ? 0 : bytes / device.memory().get(scratchpad).readBytesPerSecond();
  }

  private String reason(Recording recording) {
    double tiles = Totals.of(recording).tiles();
    return String.format(
        Locale.ROOT,
        "%.0f tiles on %d arrays of %dx%d, %s",
        tiles,
        npu.arrays(),
        npu.rows(),
        npu.columns(),
        npu.dataflow().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
