package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import ridgepoint.cycle.CycleMachine;
import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.MemoryTiming;
import ridgepoint.cycle.TileAddresses;
import ridgepoint.cycle.TileDeal;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.cycle.TilePipeline.Share;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.gpu.l2.Findings;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.kernel.KernelLibrary;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.Totals;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.wave.UnitCosts;
import ridgepoint.wave.WaveMachine;

/**
 * A GPU as events: every SM holds as many tiles as fit, whose warps share its matrix and vector
 * units and its port; all SMs share the crossbar to the slices of the L2, and main memory. First
 * what tiles load is walked through the tags of the caches, in the order in which they run. What
 * overlaps with what, and how long tiles wait for each other, comes of the events, what main memory
 * reaches of its controllers; the rates of the other units are those of the pipeline model.
 */
public final class GpuCycleMachine implements CycleMachine {
  private final DeviceSpec device;
  private final GpuMachine machine;

  /**
   * @param machine of the same device: its kernels, their parameters and what caches hold
   */
  public GpuCycleMachine(DeviceSpec device, GpuMachine machine) {
    this.device = device;
    this.machine = machine;
  }

  @Override
  public double launchSeconds() {
    return device.control().launchSeconds();
  }

  /**
   * Where tiles of a pass run.
   *
   * @param sms or groups of them that compute a tile together
   * @param tilesPerSm at a time
   * @param persistent whether a place begins its next tile while the last one's results leave
   * @param streamK whether they share loop steps out evenly
   */
  private record Places(int sms, int tilesPerSm, boolean persistent, boolean streamK) {
    int count() {
      return sms * tilesPerSm;
    }
  }

  @Override
  public CyclePass pass(
      Operator operator, Tiling tiling, Recording kernel, Recording pass, MemoryTiming memory) {
    return prepared(operator, tiling, kernel, pass).apply(memory);
  }

  /** The walk through the tags of caches is the same for any main memory. */
  @Override
  public Function<MemoryTiming, CyclePass> prepared(
      Operator operator, Tiling tiling, Recording kernel, Recording pass) {
    UnitCosts costs = machine.costs(operator, tiling);
    boolean first = kernel == pass;
    Places places =
        new Places(
            device.compute().units() / tiling.units(),
            costs.tilesPerUnit(pass),
            first && machine.isPersistent(operator, tiling),
            first && tiling.schedule() == Tiling.Schedule.STREAM_K);
    TileProgram program = KernelLibrary.kernelFor(operator).program(tiling);
    Findings findings =
        machine
            .cacheWalk()
            .find(program, kernel, pass, tiling, places.count(), places.sms, tiling.stages());
    return memory -> pass(operator, tiling, kernel, pass, places, program, findings, memory);
  }

  private CyclePass pass(
      Operator operator,
      Tiling tiling,
      Recording kernel,
      Recording pass,
      Places places,
      TileProgram program,
      Findings findings,
      MemoryTiming memory) {
    UnitCosts costs = machine.costs(operator, tiling);
    GpuParameters parameters = machine.parameters(operator, tiling);
    boolean first = kernel == pass;
    Totals totals = Totals.of(pass);
    CyclePass built = new CyclePass(reason(totals, places, findings));
    double clockHertz = device.compute().clockHertz();
    ClockDomain clock = ClockDomain.ofHertz("sm", clockHertz);
    SmTimes times =
        new SmTimes(
            parameters,
            costs,
            new SmShapes(pass.tiles()),
            clock,
            clockHertz * tiling.units(),
            first ? 1 : parameters.waves().laterPassShare());
    WaveMachine waves = machine.waves(operator, tiling);
    SharedUnits shared =
        new SharedUnits(
            built,
            device,
            waves.levels(),
            waves.bytes(kernel, pass, places.count(), operator.work()),
            totals,
            memory,
            findings,
            TileAddresses.pass(program, pass.program()),
            places.count());
    List<Integer> slots = deal(built, pass.tiles(), places, times, shared);
    long before = first ? 0 : clock.ticksOf(parameters.waves().passSeconds());
    launch(built, slots, before + times.kernelTicks());
    return built;
  }

  private static String reason(Totals totals, Places places, Findings findings) {
    return String.format(
        Locale.ROOT,
        "%.0f tiles, %d at a time on %d SMs%s",
        totals.tiles(),
        places.tilesPerSm,
        places.sms,
        findings.text());
  }

  /** Adds the SMs with the tiles of each of their places; gives the credits that start them. */
  private List<Integer> deal(
      CyclePass built, List<TileUse> tiles, Places places, SmTimes times, SharedUnits shared) {
    List<List<Share>> dealt =
        places.streamK
            ? StreamKDeal.of(tiles, places.count())
            : TileDeal.of(tiles, places.count(), times::length);
    List<Integer> slots = new ArrayList<>();
    SmUnits.Numbers[] units = new SmUnits.Numbers[places.sms];
    for (int place = 0; place < dealt.size(); place++) {
      if (dealt.get(place).isEmpty()) {
        continue;
      }
      int sm = place % places.sms;
      if (units[sm] == null) {
        units[sm] = SmUnits.Numbers.add(built, sm);
      }
      String name = "SM " + sm + "." + place / places.sms;
      int slot = built.events().credits(name + " free", 0, "launch");
      slots.add(slot);
      SmUnits.Place own =
          SmUnits.Place.add(built, units[sm], sm, place, name, slot, places.persistent);
      TilePipeline.add(
          built,
          name,
          PhaseDeal.of(dealt.get(place), shared.phases()),
          1,
          share -> new SmUnits(built, times, shared, own, shared.phases().get(share.phase())));
    }
    return slots;
  }

  /** Lets tiles begin when the kernel has been set up. */
  private static void launch(CyclePass pass, List<Integer> slots, long ticks) {
    StreamBuilder launch = pass.events().stream("launch");
    launch.delay(ticks);
    for (int slot : slots) {
      launch.give(slot, 1, When.BEGUN);
    }
  }
}
