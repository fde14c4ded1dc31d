package ridgepoint.npu;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import ridgepoint.cycle.CycleMachine;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.MainMemory;
import ridgepoint.cycle.MemoryTiming;
import ridgepoint.cycle.SequentialArrays;
import ridgepoint.cycle.TileAddresses;
import ridgepoint.cycle.TileDeal;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.cycle.TilePipeline.Share;
import ridgepoint.datatype.ProductRates;
import ridgepoint.dram.DramMemory.Layout;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.ProgramBuilder;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.Residency;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * A systolic-array NPU as events: each core has a DMA engine that loads, arrays, a vector unit and
 * a DMA engine that stores; main memory serves all of them. Where there are tiles enough each core
 * has its own; otherwise their arrays share the folds of one tile at a time.
 */
public final class NpuCycleMachine implements CycleMachine {
  /** Tiles per core from which on cores work on tiles of their own. */
  private static final int TILES_PER_CORE = 2;

  private final DeviceSpec device;
  private final Architecture.Npu npu;
  private final NpuParameters parameters;

  public NpuCycleMachine(DeviceSpec device) {
    this.device = device;
    npu = (Architecture.Npu) device.architecture();
    parameters = NpuParameters.of(device);
  }

  @Override
  public double launchSeconds() {
    return device.control().launchSeconds();
  }

  @Override
  public CyclePass pass(
      Operator operator,
      Tiling tiling,
      Recording kernel,
      Recording recording,
      MemoryTiming timing) {
    Totals totals = Totals.of(recording);
    if (operator instanceof Gemm gemm && suits(gemm, totals)) {
      return product(gemm, totals, timing);
    }
    int units = device.compute().units();
    boolean apart = npu.arrays() % units == 0 && totals.tiles() >= TILES_PER_CORE * (double) units;
    int cores = apart ? units : 1;
    CyclePass pass = new CyclePass(reason(totals.tiles(), "tiles", cores));
    ClockDomain clock = ClockDomain.ofHertz("core", device.compute().clockHertz());
    ProgramBuilder events = pass.events();
    NpuCore shared =
        new NpuCore(device, parameters, operator, totals.matrixType(), npu.arrays() / cores, clock);
    double readShare = readShare(recording, totals);
    MainMemory memory =
        memory(
            pass,
            timing,
            totals.loaded() * readShare + totals.stored(),
            2 * cores,
            () -> addresses(operator, tiling, recording, cores, totals.loaded() * readShare));
    int sharing = stepsPerDescriptor(recording, shared, readShare);
    List<List<Share>> dealt =
        TileDeal.of(recording.tiles(), cores, tile -> seconds(tile, shared, readShare));
    for (int core = 0; core < cores; core++) {
      String name = "core " + core;
      TilePipeline.add(
          pass,
          name,
          dealt.get(core),
          2 * sharing,
          shared.units(pass, core, memory, readShare, sharing));
    }
    return pass;
  }

  private static double seconds(TileUse tile, NpuCore core, double readShare) {
    double seconds = 0;
    for (Segment segment : tile.segments()) {
      seconds += segment.trips() * core.longestSeconds(segment.use(), readShare);
    }
    return seconds;
  }

  private String reason(double count, String what, int cores) {
    return String.format(
        Locale.ROOT,
        "%.0f %s on %d cores of %d arrays of %dx%d, %s",
        count,
        what,
        cores,
        npu.arrays() / cores,
        npu.rows(),
        npu.columns(),
        npu.dataflow().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private MainMemory memory(
      CyclePass pass, MemoryTiming timing, double bytes, int sources, Supplier<Layout> layout) {
    return new MainMemory(
        pass, device, timing, parameters.memoryEfficiency(), bytes, sources, layout);
  }

  private static Layout addresses(
      Operator operator, Tiling tiling, Recording recording, int cores, double readBytes) {
    TileProgram first = KernelLibrary.kernelFor(operator).program(tiling);
    Totals totals = Totals.of(recording);
    return new TileAddresses(
        TileAddresses.pass(first, recording.program()),
        totals,
        cores,
        readBytes,
        totals.stored(),
        1);
  }

  /** Whether operands go into arrays as they are, on cores that have one array each. */
  private boolean suits(Gemm gemm, Totals totals) {
    return npu.dataflow() == Architecture.Dataflow.WEIGHT_STATIONARY
        && npu.prefetchesStationary()
        && npu.arrays() == device.compute().units()
        && npu.rows() == npu.columns()
        && !gemm.isSparse()
        && totals.convertedElements() == 0
        && new ProductRates(device).onMatrixUnit(totals.matrixType());
  }

  private CyclePass product(Gemm gemm, Totals totals, MemoryTiming timing) {
    int cores = npu.arrays();
    double peak = new ProductRates(device).useful(gemm, totals.matrixType());
    double cycle = 2.0 * cores * npu.rows() * npu.columns() / peak;
    try {
      ScratchpadTiles tiles =
          ScratchpadTiles.of(
              gemm.m(),
              gemm.n(),
              gemm.k(),
              npu.rows(),
              cores,
              Math.max(gemm.left().bytes(1), gemm.right().bytes(1)),
              NpuMachine.scratchpadBytes(device) / cores,
              npu.accumulatorBytes() / cores);
      CyclePass pass = new CyclePass(reason(tiles.count(gemm), tiles.text(), cores));
      pass.cutAs(tiles.tiling());
      NpuRates rates = new NpuRates(device, parameters, cycle);
      double perOutput = totals.vectorOperations() / gemm.batches() / gemm.m() / gemm.n();
      Transfers transfers = transfers(pass, gemm, tiles, timing);
      new ScratchpadProduct(pass, rates, transfers, gemm, tiles, cores, perOutput).add();
      return pass;
    } catch (IllegalArgumentException e) {
      throw new UnsupportedOperatorException(device.id() + ": " + e.getMessage());
    }
  }

  /** Operands lie one after another, each in the order in which tiles ask for it. */
  private Transfers transfers(
      CyclePass pass, Gemm gemm, ScratchpadTiles tiles, MemoryTiming timing) {
    double batches = gemm.batches();
    double[] bytes = {
      gemm.left().bytes(batches * gemm.m() * gemm.k()),
      gemm.right().bytes(batches * gemm.k() * gemm.n()),
      gemm.output().bytes(batches * gemm.m() * gemm.n()),
    };
    double moved =
        bytes[0] * Math.ceil((double) gemm.n() / tiles.columns())
            + bytes[1] * Math.ceil((double) gemm.m() / tiles.rows())
            + bytes[2];
    MainMemory memory =
        memory(
            pass,
            timing,
            moved,
            bytes.length,
            () -> new SequentialArrays(bytes, Transfers.PIECE_BYTES));
    return new Transfers(memory, ClockDomain.nearestTick(device.mainMemory().latencySeconds()));
  }

  /**
   * Bytes read from main memory of those loaded; operands that fit in the scratchpad stay there.
   */
  private double readShare(Recording recording, Totals totals) {
    double stage = 0;
    for (TileUse tile : recording.tiles()) {
      stage = Math.max(stage, tile.onChipBytes());
    }
    double free = NpuMachine.scratchpadBytes(device) - 2 * stage;
    return Residency.mainMemoryShare(recording.operands(), totals, free);
  }

  /**
   * Steps whose operands come with one descriptor: a power of two, so many that setting descriptors
   * up is not what takes longest, as far as two descriptors' operands fit in the scratchpad.
   */
  private int stepsPerDescriptor(Recording recording, NpuCore core, double readShare) {
    double steps = 0;
    double seconds = 0;
    double stage = 1;
    for (TileUse tile : recording.tiles()) {
      stage = Math.max(stage, tile.onChipBytes());
      seconds += tile.count() * seconds(tile, core, readShare);
      for (Segment segment : tile.segments()) {
        steps += tile.count() * segment.trips();
      }
    }
    double fits = NpuMachine.scratchpadBytes(device) / (2 * stage);
    double setup = steps * npu.dmaSetupSeconds();
    int shared = 1;
    while (setup / shared > seconds && 2.0 * shared <= Math.min(fits, steps)) {
      shared *= 2;
    }
    return shared;
  }
}
