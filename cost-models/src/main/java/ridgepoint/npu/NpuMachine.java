package ridgepoint.npu;

import java.util.List;
import java.util.Locale;
import ridgepoint.datatype.ProductRates;
import ridgepoint.estimate.Bound;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Architecture.AttentionBlocks;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.npu.ComputeUnits.Busy;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.Residency;
import ridgepoint.pipeline.ScratchpadTilings;
import ridgepoint.pipeline.Tally;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;

/**
 * A systolic-array NPU: its arrays share the folds of each step, or the vector unit does products
 * too thin for them; while they work on one step, DMA brings the next into the other half of the
 * scratchpad, and the vector unit finishes the one before. The busiest of them sets the pace; the
 * first setup, the first load and the last store show.
 */
public final class NpuMachine implements KindMachine {
  /** Operands of the next step are loaded while one is in use. */
  private static final int STAGES = 2;

  private final DeviceSpec device;
  private final Architecture.Npu npu;
  private final List<SystolicArray> shapes;
  private final NpuParameters parameters;
  private final ProductRates products;
  private final ComputeUnits units;
  private final ScratchpadTilings tilings;
  private final int scratchpad;

  public NpuMachine(DeviceSpec device) {
    this(device, NpuParameters.of(device));
  }

  /** One with the given parameters. */
  public NpuMachine(DeviceSpec device, KindParameters parameters) {
    this(device, NpuParameters.of(parameters));
  }

  /** The parameters of an NPU. */
  public static KindParameters parameters(DeviceSpec device) {
    return KindParameters.of("npu", "", device.calibration());
  }

  NpuMachine(DeviceSpec device, NpuParameters parameters) {
    this.device = device;
    this.npu = (Architecture.Npu) device.architecture();
    this.parameters = parameters;
    SystolicArray array =
        new SystolicArray(npu.rows(), npu.columns(), npu.dataflow(), npu.prefetchesStationary());
    this.shapes = npu.reshapes() ? array.reshaped() : List.of(array);
    this.products = new ProductRates(device);
    this.units = new ComputeUnits(device, parameters, products);
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

  /** The software-managed level nearest to main memory, or the level before it; -1 for none. */
  static int scratchpadLevel(List<MemoryLevel> levels) {
    for (int level = levels.size() - 2; level >= 0; level--) {
      if (levels.get(level).softwareManaged()) {
        return level;
      }
    }
    return levels.size() - 2;
  }

  private double scratchpadBytes() {
    return scratchpadBytes(device);
  }

  /** Of the level that DMA fills; of the accumulators where there is no other. */
  static double scratchpadBytes(DeviceSpec device) {
    int level = scratchpadLevel(device.memory());
    return level < 0
        ? ((Architecture.Npu) device.architecture()).accumulatorBytes()
        : device.memory().get(level).totalCapacityBytes();
  }

  @Override
  public List<Tiling> candidates(Operator operator) {
    if (operator.work().matrixOperations() > 0) {
      products.dense(operator.work().matrixType());
    }
    return operator instanceof Attention attention && npu.attentionBlocks().isPresent()
        ? List.of(inBlocks(attention, npu.attentionBlocks().get()))
        : tilings.of(operator);
  }

  /** Queries of the heads that share keys stacked. */
  private static Tiling inBlocks(Attention attention, AttentionBlocks blocks) {
    long queries = Math.min(blocks.queries(), attention.queryLength());
    long stacked = queries * (attention.heads() / attention.kvHeads());
    int keys = (int) Math.min(blocks.keys(), attention.keyLength());
    return new Tiling((int) stacked, attention.valueDim(), keys, 1, STAGES);
  }

  /** Whether what an operator's kernel does within a step follows one another. */
  static boolean isInTurn(Operator operator, Architecture.Npu npu) {
    return operator instanceof Attention && npu.attentionBlocks().isPresent();
  }

  @Override
  public MappedTime time(Operator operator, Tiling tiling, Recording recording) {
    Tally tally = new Tally(device.memory().size());
    tally.overhead("launch", device.control().launchSeconds());
    Schedule first = time(operator, recording, tally);
    for (Recording pass = recording.next(); pass != null; pass = pass.next()) {
      time(operator, pass, tally);
    }
    return tally.mapped(reason(first));
  }

  /** Adds the fastest schedule of a pass. */
  private Schedule time(Operator operator, Recording recording, Tally tally) {
    Schedule best = null;
    for (SystolicArray shape : shapes) {
      Pass pass = Pass.of(recording, shape, npu.arrays(), isInTurn(operator, npu));
      Schedule schedule = fastest(operator, recording, pass, shape);
      if (best == null || schedule.seconds() < best.seconds()) {
        best = schedule;
      }
    }
    Totals totals = best.totals();
    Busy busy = best.busy();

    tally.overhead("dma setup", npu.dmaSetupSeconds() + device.mainMemory().latencySeconds());
    tally.busy("matrix", Bound.COMPUTE, busy.matrix());
    tally.busy("vector", Bound.COMPUTE, busy.vector());
    tally.busy("special", Bound.COMPUTE, busy.special());
    tally.busy(device.mainMemory().name(), Bound.MEMORY, best.moving());
    tally.busy("dma", Bound.OVERHEAD, best.dma());
    tally.bytes(device.memory().size() - 1, best.mainMemoryBytes());
    if (scratchpad >= 0) {
      tally.busy(device.memory().get(scratchpad).name(), Bound.CACHE, best.sram());
      tally.bytes(scratchpad, best.sramBytes());
    }
    double onVector = busy.productsOnVector() ? totals.executedMatrixOperations() : 0;
    tally.operations(
        totals.executedMatrixOperations() - onVector,
        totals.matrixType(),
        totals.vectorOperations() + onVector,
        totals.specialOperations());
    tally.endPass(best.seconds(), busy.seconds());
    return best;
  }

  /** One way to do a pass and how long it takes. */
  private record Schedule(
      SystolicArray shape,
      Totals totals,
      Busy busy,
      double moving,
      double dma,
      double sram,
      double mainMemoryBytes,
      double sramBytes,
      double seconds) {}

  /**
   * Tries the units that can do the products, and how many steps share a descriptor. A descriptor
   * moves a block with several strides (five sizes of a tensor on Gaudi: registers of its DMA core
   * in the Linux driver), so the operands of neighbouring steps, small tiles above all, come with
   * one as far as they fit in half of the scratchpad. The more share, the longer the first load,
   * which nothing hides. Ties go to the arrays and to fewer steps.
   */
  private Schedule fastest(Operator operator, Recording recording, Pass pass, SystolicArray shape) {
    Schedule best = null;
    for (Busy busy : units.ways(operator, pass)) {
      for (double shared = 1; shared == 1 || fits(pass, shared); shared *= 2) {
        Schedule schedule = schedule(recording, pass, shape, busy, shared);
        if (best == null || schedule.seconds() < best.seconds()) {
          best = schedule;
        }
        if (schedule.dma() < schedule.seconds()) {
          break;
        }
      }
    }
    return best;
  }

  private boolean fits(Pass pass, double shared) {
    double bytes = 2 * shared * (pass.stageBytes() + pass.storedBytesPerTile());
    return shared <= pass.steps() && bytes <= scratchpadBytes();
  }

  private Schedule schedule(
      Recording recording, Pass pass, SystolicArray shape, Busy busy, double shared) {
    Totals totals = pass.totals();
    double loadedAhead = shared * pass.stageBytes();
    double read =
        Residency.mainMemoryReads(
            recording.operands(), totals, scratchpadBytes() - 2 * loadedAhead);
    double written = totals.stored();
    double moving = readSeconds(read) + writeSeconds(written);
    double dma = pass.transfers() / shared * npu.dmaSetupSeconds() / npu.dmaEngines();
    double sramBytes = read + written + pass.scratchpadElements() * totals.matrixType().bytes();
    double sram = sramSeconds(sramBytes);
    double firstLoad = readSeconds(Math.min(read, loadedAhead));
    double lastStore = writeSeconds(Math.min(written, shared * pass.storedBytesPerTile()));
    double computing = firstLoad + busy.seconds() + lastStore;
    double transferring = moving + shared * busy.lastStep();
    double seconds = Math.max(Math.max(computing, transferring), Math.max(dma, sram));
    return new Schedule(shape, totals, busy, moving, dma, sram, read + written, sramBytes, seconds);
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

  private String reason(Schedule schedule) {
    return String.format(
        Locale.ROOT,
        schedule.busy().productsOnVector()
            ? "%.0f tiles, products on the vector unit, faster than %d arrays of %dx%d, %s"
            : "%.0f tiles on %d arrays of %dx%d, %s",
        schedule.totals().tiles(),
        npu.arrays(),
        schedule.shape().rows(),
        schedule.shape().columns(),
        npu.dataflow().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
