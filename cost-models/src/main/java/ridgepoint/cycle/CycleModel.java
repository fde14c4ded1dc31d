package ridgepoint.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ridgepoint.energy.EnergyModel;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.event.Listener;
import ridgepoint.event.Outcome;
import ridgepoint.event.Simulation;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KernelRecorder;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.pipeline.PipelineModel;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;

/**
 * The cycle model of any kind of device: the tiling that the kind's pipeline model finds fastest,
 * recorded from the kernel's own tile program, runs as events on the kind's units.
 */
public final class CycleModel implements CostModel {
  private final CycleMachine machine;
  private final PipelineModel pipeline;
  private final PipelineModel priced;
  private final CycleSettings settings;
  private final int levels;

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
      List<CyclePass> passes = new ArrayList<>();
      for (Recording pass = recording; pass != null; pass = pass.next()) {
        passes.add(machine.pass(operator, tiling, recording, pass));
      }
      CycleBooks books = new CycleBooks(levels, machine.launchSeconds());
      Optional<Executions> executions = settings.executions().filter(all -> all.wants(operator));
      if (executions.isPresent()) {
        executions.get().add(operator, tiling, recording, passes, execution(operator, books));
      } else {
        passes.forEach(pass -> books.add(pass, simulate(pass, listener(operator, pass))));
      }
      return books.mapped();
    }
  }

  /** Simulates a pass with a listener that computes its tiles. */
  private Executions.Pass execution(Operator operator, CycleBooks books) {
    return (pass, tiles) ->
        books.add(pass, simulate(pass, tiles.telling(listener(operator, pass))));
  }

  private Listener listener(Operator operator, CyclePass pass) {
    return settings.listeners().of(operator, pass.program());
  }

  private Outcome simulate(CyclePass pass, Listener listener) {
    return new Simulation(pass.program(), settings.simulation(), listener).run();
  }
}
