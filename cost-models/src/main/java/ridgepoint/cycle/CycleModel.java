package ridgepoint.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ridgepoint.cycle.CycleSettings.MemoryChoice;
import ridgepoint.dram.DeviceDram;
import ridgepoint.energy.EnergyModel;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.event.Listener;
import ridgepoint.event.Outcome;
import ridgepoint.event.Simulation;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KernelRecorder;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;

/**
 * The cycle model of any kind of device: the tiling that the kind's pipeline model finds fastest,
 * recorded from the kernel's own tile program, runs as events on the kind's units. Main memory is
 * played by the controllers of the DRAM that the device names: a pass to its end if it is short,
 * otherwise a window of it, and what they reach of their peak holds for all of it.
 */
public final class CycleModel implements CostModel {
  private final CycleMachine machine;
  private final PipelineModel pipeline;
  private final PipelineModel priced;
  private final CycleSettings settings;
  private final int levels;
  private final Optional<DeviceDram> dram;
  private final PlayedPart part;

  /**
   * @param pipeline of the same device, which chooses tilings
   */
  public CycleModel(
      DeviceSpec device,
      CycleMachine machine,
      PipelineModel pipeline,
      KernelRecorder recorder,
      EnergyModel energy,
      CycleSettings settings) {
    this.machine = machine;
    this.pipeline = pipeline;
    this.settings = settings;
    levels = device.memory().size();
    dram = dram(device, settings.memory());
    part = settings.playsWhole() || dram.isEmpty() ? PlayedPart.WHOLE : machine.played(dram.get());
    priced = new PipelineModel(device, new Simulated(), recorder, energy);
  }

  @Override
  public OperatorEstimate estimate(Operator operator) {
    return priced.estimate(operator);
  }

  /** The one tiling that is simulated, and its simulated time. */
  private final class Simulated implements KindMachine {
    @Override
    public List<Tiling> candidates(Operator operator) {
      return List.of(pipeline.tiling(operator));
    }

    @Override
    public MappedTime time(Operator operator, Tiling tiling, Recording recording) {
      Optional<Executing> executions = settings.executions().filter(all -> all.wants(operator));
      boolean listened = executions.isPresent() || settings.listens();
      List<Ready> passes = new ArrayList<>();
      for (Recording pass = recording; pass != null; pass = pass.next()) {
        passes.add(ready(machine.prepared(operator, tiling, recording, pass), listened));
      }
      CycleBooks books = new CycleBooks(levels, machine.launchSeconds());
      if (executions.isPresent()) {
        List<CyclePass> built = passes.stream().map(Ready::pass).toList();
        executions.get().add(operator, tiling, recording, built, execution(operator, books));
      } else {
        for (Ready each : passes) {
          books.add(
              each.pass,
              each.outcome.orElseGet(() -> simulate(each.pass, listener(operator, each.pass))));
        }
      }
      return books.mapped();
    }
  }

  /** A pass that is to be simulated, or has been. */
  private record Ready(CyclePass pass, Optional<Outcome> outcome) {}

  /**
   * A pass with its main memory: as controllers play it if it is short, at the rate that they reach
   * otherwise.
   *
   * @param listened whether somebody has to hear what happens
   */
  private Ready ready(Function<MemoryTiming, CyclePass> pass, boolean listened) {
    if (dram.isEmpty()) {
      return new Ready(pass.apply(new MemoryTiming.AtRate()), Optional.empty());
    }
    MemoryTiming commands = new MemoryTiming.ByCommand(dram.get());
    CyclePass played = pass.apply(commands);
    if (played.played() == null) {
      return new Ready(played, Optional.empty());
    }
    PlayedWindow window = PlayedWindow.of(played, settings.simulation(), part);
    if (!window.isWhole()) {
      CyclePass atRate =
          window.atRate(share -> pass.apply(new MemoryTiming.Reached(dram.get(), share)));
      return new Ready(atRate, Optional.empty());
    }
    return listened
        ? new Ready(pass.apply(commands), Optional.empty())
        : new Ready(played, Optional.of(window.outcome()));
  }

  /** Simulates a pass with a listener that computes its tiles. */
  private Executing.Pass execution(Operator operator, CycleBooks books) {
    return (pass, tiles) ->
        books.add(pass, simulate(pass, tiles.telling(listener(operator, pass))));
  }

  private Listener listener(Operator operator, CyclePass pass) {
    return settings.listeners().of(operator, pass.program());
  }

  private Outcome simulate(CyclePass pass, Listener listener) {
    return new Simulation(pass.program(), settings.simulation(), listener).run();
  }

  /** The DRAM whose controllers are played, if any are. */
  private static Optional<DeviceDram> dram(DeviceSpec device, MemoryChoice choice) {
    MemoryLevel memory = device.mainMemory();
    if (choice instanceof MemoryChoice.Of other) {
      return Optional.of(DeviceDram.nearest(other.dram(), memory.readBytesPerSecond()));
    }
    if (choice instanceof MemoryChoice.AtRate) {
      return Optional.empty();
    }
    return memory.dram().map(dram -> DeviceDram.of(memory, dram));
  }
}
