package ridgepoint.fpga;

import java.util.List;
import java.util.Locale;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.datatype.ProductRates;
import ridgepoint.estimate.Bound;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.Residency;
import ridgepoint.pipeline.ScratchpadTilings;
import ridgepoint.pipeline.Tally;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;
import ridgepoint.tile.Tiling;

/**
 * An FPGA design: load, compute and store stream through double buffers side by side, at the clock
 * the design closes at; the slowest of memory channels, product engine, vector lanes and buffers
 * sets the pace. Each operator is one macro instruction.
 */
public final class FpgaMachine implements KindMachine {
  /** Rows of m a tile is a multiple of; the engine takes rows one by one. */
  private static final int TILE_ROWS = 16;

  /** Shortest step along k: whole groups of structured sparsity, whole words of memory. */
  private static final int SHORTEST_STEP = 16;

  /** Of the buffers: half hold operands in flight, a quarter partial sums, the rest what stays. */
  static final double RESIDENT_SHARE = 0.25;

  private final DeviceSpec device;
  private final Architecture.Fpga fpga;
  private final FpgaParameters parameters;
  private final ProductRates products;
  private final ProductEngine engine;
  private final MemoryChannels channels;
  private final ScratchpadTilings tilings;

  /**
   * @throws ridgepoint.input.InputException when the design does not fit the fabric
   */
  public FpgaMachine(DeviceSpec device) {
    this(device, FpgaParameters.of(device));
  }

  /**
   * One with the given parameters.
   *
   * @throws ridgepoint.input.InputException when the design does not fit the fabric
   */
  public FpgaMachine(DeviceSpec device, KindParameters parameters) {
    this(device, FpgaParameters.of(parameters));
  }

  /** The parameters of an FPGA with its design. */
  public static KindParameters parameters(DeviceSpec device) {
    String design = ((Architecture.Fpga) device.architecture()).design().name();
    return KindParameters.of("fpga", design, device.calibration());
  }

  FpgaMachine(DeviceSpec device, FpgaParameters parameters) {
    this.device = device;
    this.fpga = (Architecture.Fpga) device.architecture();
    Fabric.check(device.id(), fpga);
    this.parameters = parameters;
    this.products = new ProductRates(device);
    Architecture.FpgaDesign design = fpga.design();
    this.engine = ProductEngine.of(design);
    this.channels = new MemoryChannels(device, parameters);
    this.tilings =
        new ScratchpadTilings(
            Math.max(TILE_ROWS, engine.tokens()),
            Math.max(engine.columns(), engine.vectorColumns()),
            SHORTEST_STEP * (int) Math.ceil((double) engine.rows() / SHORTEST_STEP),
            1,
            design.bufferBytes() / 2,
            design.bufferBytes() / 4,
            false);
  }

  @Override
  public List<Tiling> candidates(Operator operator) {
    if (operator.work().matrixOperations() > 0) {
      products.dense(operator.work().matrixType());
    }
    List<Tiling> all = tilings.of(operator);
    if (!(operator instanceof Gemm)) {
      return all;
    }
    int narrowest = all.stream().mapToInt(Tiling::columns).min().orElseThrow();
    double widest = Math.max(narrowest, parameters.outputsAtATime());
    return all.stream().filter(tiling -> tiling.columns() <= widest).toList();
  }

  @Override
  public MappedTime time(Operator operator, Tiling tiling, Recording recording) {
    Tally tally = new Tally(device.memory().size());
    tally.overhead("launch", device.control().launchSeconds());
    time(operator, recording, tally);
    for (Recording pass = recording.next(); pass != null; pass = pass.next()) {
      tally.overhead("instruction", fpga.design().instructionSeconds());
      time(operator, pass, tally);
    }
    return tally.mapped(
        String.format(
            Locale.ROOT,
            "%.0f tiles through %s at %.0f MHz, %dx%dx%d multiply-adds, %d memory channels",
            Totals.of(recording).tiles(),
            fpga.design().name(),
            fpga.design().clockHertz() / 1e6,
            engine.tokens(),
            engine.rows(),
            engine.columns(),
            fpga.design().dataflow().memoryChannels()));
  }

  private void time(Operator operator, Recording recording, Tally tally) {
    Totals totals = Totals.of(recording);
    double stageBytes = 0;
    for (TileUse tile : recording.tiles()) {
      stageBytes = Math.max(stageBytes, tile.onChipBytes());
    }
    double free = fpga.design().bufferBytes() * RESIDENT_SHARE;
    double read = Residency.mainMemoryReads(recording.operands(), totals, free);
    double written = totals.stored();
    double moving = channels.readSeconds(read) + channels.writeSeconds(written);
    Units units = units(operator, recording, totals, read / Math.max(1, totals.loaded()));
    int last = device.memory().size() - 1;
    double sramBytes = totals.loaded() + totals.stored();
    double sram = last == 0 ? 0 : sramBytes / device.memory().get(last - 1).readBytesPerSecond();

    tally.overhead(
        "pipeline fill",
        device.mainMemory().latencySeconds()
            + parameters.pipelineCycles() / fpga.design().clockHertz());
    tally.busy("engine", Bound.COMPUTE, units.engine());
    tally.busy("vector", Bound.COMPUTE, units.vector());
    tally.busy("special", Bound.COMPUTE, units.special());
    tally.busy(device.mainMemory().name(), Bound.MEMORY, moving);
    tally.busy("rounds of buffers", Bound.MEMORY, units.rounds());
    tally.bytes(last, read + written);
    if (last > 0) {
      tally.busy(device.memory().get(last - 1).name(), Bound.CACHE, sram);
      tally.bytes(last - 1, sramBytes);
    }
    tally.operations(
        totals.executedMatrixOperations(),
        totals.matrixType(),
        totals.vectorOperations(),
        totals.specialOperations());
    double firstLoad = channels.readSeconds(Math.min(read, stageBytes));
    double lastStore = channels.writeSeconds(written / totals.tiles());
    double computing = firstLoad + Math.max(units.busiest(), units.rounds()) + lastStore;
    tally.endPass(Math.max(computing, Math.max(moving, sram)), units.busiest());
  }

  /**
   * @param rounds of the buffers of steps: filled, used and free again, one after another
   */
  private record Units(double engine, double vector, double special, double rounds) {
    double busiest() {
      return Math.max(engine, Math.max(vector, special));
    }
  }

  /** Converting formats is wiring between the stages and costs nothing. */
  private Units units(Operator operator, Recording recording, Totals totals, double readShare) {
    DesignRates rates = new DesignRates(device, parameters, products, operator, totals);
    double vector = rates.vectorSeconds(totals.vectorOperations());
    double special = rates.specialSeconds(totals.specialOperations());
    double array = 0;
    double rounds = 0;
    double instructions = 0;
    for (TileUse tile : recording.tiles()) {
      for (Segment segment : tile.segments()) {
        Use step = segment.use();
        double times = tile.count() * segment.trips();
        instructions += times * rates.instructionSeconds(step);
        if (rates.onArray()) {
          array += times * rates.productSeconds(step);
          rounds += times * roundSeconds(step, rates, readShare);
        }
      }
    }
    if (totals.matrixOperations() > 0 && !rates.onArray()) {
      vector += rates.laneProductSeconds(totals.executedMatrixOperations());
    }
    double buffers = FpgaCycleMachine.buffers(recording);
    return new Units(array, vector + instructions, special + instructions, rounds / buffers);
  }

  /** From the request for a step's operands until their buffer is free for others. */
  private double roundSeconds(Use step, DesignRates rates, double readShare) {
    double bytes = TilePipeline.sum(step.loadedBytes()) * readShare;
    if (bytes == 0) {
      return 0;
    }
    return device.mainMemory().latencySeconds()
        + channels.readSeconds(bytes)
        + rates.productSeconds(step);
  }
}
