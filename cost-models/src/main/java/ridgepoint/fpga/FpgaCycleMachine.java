package ridgepoint.fpga;

import java.util.List;
import java.util.Locale;
import ridgepoint.cycle.CycleMachine;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.MainMemory;
import ridgepoint.cycle.MainMemory.Path;
import ridgepoint.cycle.MemoryTiming;
import ridgepoint.cycle.PlayedPart;
import ridgepoint.cycle.SequentialArrays;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.cycle.TilePipeline.Share;
import ridgepoint.dram.DeviceDram;
import ridgepoint.dram.DramMemory.Layout;
import ridgepoint.event.ProgramBuilder;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.Residency;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Tiling;

/**
 * An FPGA design as events: ports that load and store through the memory channels, the array and
 * the vector lanes, with double buffers between them. The cores of a design share the outputs of
 * each tile, so they are one array here.
 */
public final class FpgaCycleMachine implements CycleMachine {
  private static final int DOUBLE_BUFFERS = 2;

  /** Bytes that controllers play of a pass. */
  private static final double PLAYED_BYTES = 32e6;

  private final DeviceSpec device;
  private final Architecture.Fpga fpga;
  private final FpgaParameters parameters;
  private final MemoryChannels channels;

  /**
   * @throws ridgepoint.input.InputException when the design does not fit the fabric
   */
  public FpgaCycleMachine(DeviceSpec device) {
    this.device = device;
    fpga = (Architecture.Fpga) device.architecture();
    Fabric.check(device.id(), fpga);
    parameters = FpgaParameters.of(device);
    channels = new MemoryChannels(device, parameters);
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
    Architecture.FpgaDesign design = fpga.design();
    CyclePass pass =
        new CyclePass(
            String.format(
                Locale.ROOT,
                "%.0f tiles through %s at %.0f MHz, %d memory channels",
                totals.tiles(),
                design.name(),
                design.clockHertz() / 1e6,
                design.dataflow().memoryChannels()));
    ProgramBuilder events = pass.events();
    List<Share> shares =
        recording.tiles().stream()
            .map(tile -> new Share(tile, Math.max(1, Math.round(tile.count()))))
            .toList();
    double readShare = readShare(recording, totals);
    double read = totals.loaded() * readShare;
    MainMemory memory =
        new MainMemory(
            pass,
            device,
            timing,
            new Path(channels.reach(), channels.reach(), (long) parameters.interleaveBytes()),
            read + totals.stored(),
            0,
            () -> laidOut(read, totals.stored()));
    DesignUnits units =
        new DesignUnits(device, parameters, channels, operator, totals, pass, memory, readShare);
    TilePipeline.add(pass, design.name(), shares, buffers(recording), units);
    return pass;
  }

  /** Data lie in the order in which the design streams them, as weights are laid out for it. */
  private Layout laidOut(double read, double written) {
    double[] arrays = new double[2];
    arrays[DesignUnits.READ] = read;
    arrays[DesignUnits.WRITTEN] = written;
    return new SequentialArrays(arrays, (long) parameters.interleaveBytes());
  }

  /** Of a short operator all is played, of a long one more bursts than buffers hold. */
  @Override
  public PlayedPart played(DeviceDram dram) {
    return PlayedPart.moving(PLAYED_BYTES);
  }

  /** Each kind of operands that a tile loads, such as weights or scales, has buffers of its own. */
  static int buffers(Recording recording) {
    int kinds = 1;
    for (TileUse tile : recording.tiles()) {
      int loading = 0;
      for (Segment segment : tile.segments()) {
        loading += TilePipeline.sum(segment.use().loadedBytes()) > 0 ? 1 : 0;
      }
      kinds = Math.max(kinds, loading);
    }
    return DOUBLE_BUFFERS * kinds;
  }

  /** Bytes read from main memory of those loaded; operands that fit beside the buffers stay. */
  private double readShare(Recording recording, Totals totals) {
    double free = fpga.design().bufferBytes() * FpgaMachine.RESIDENT_SHARE;
    return Residency.mainMemoryShare(recording.operands(), totals, free);
  }
}
