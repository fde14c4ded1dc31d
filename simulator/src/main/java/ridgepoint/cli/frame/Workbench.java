package ridgepoint.cli.frame;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.estimate.CostModel;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.hardware.library.SystemVariants;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.Checkpoint;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;

/**
 * What the cases of one command share: every description is read once and every cost model built
 * once, however many cases use it. Safe for use by many threads.
 */
public final class Workbench {
  private final Map<MachineKey, SystemSpec> systems = new ConcurrentHashMap<>();
  private final Map<String, SystemVariants> variants = new ConcurrentHashMap<>();
  private final Map<CostKey, CostModel> costs = new ConcurrentHashMap<>();
  private final Map<String, Checkpoint> models = new ConcurrentHashMap<>();
  private final Map<String, SoftwareStack> stacks = new ConcurrentHashMap<>();
  private final SoftwareLibrary software = new SoftwareLibrary();
  private final SystemLibrary library = new SystemLibrary();

  private record MachineKey(String hardware, List<WhatIf> changes) {}

  private record CostKey(
      SystemSpec system, Fidelity fidelity, SoftwareStack stack, CycleSettings settings) {}

  /**
   * A system with enough devices.
   *
   * @param devices asked for; a single device becomes a node of that many
   */
  public SystemSpec system(String hardware, List<WhatIf> changes, int devices) {
    SystemSpec system =
        systems.computeIfAbsent(
            new MachineKey(hardware, changes), key -> library.load(key.hardware(), key.changes()));
    return joined(system, devices);
  }

  /** A system whose numbers are changed again and again. */
  public SystemVariants variants(String hardware) {
    return variants.computeIfAbsent(hardware, library::variants);
  }

  /** Several of a single device as a node; any other system as it is. */
  public SystemSpec joined(SystemSpec system, int devices) {
    return devices > 1 && system.deviceCount() == 1
        ? AssumedNode.of(system, devices, library)
        : system;
  }

  /** A model by id, or from a file. */
  public ModelSpec model(String idOrPath) {
    return checkpoint(idOrPath).model();
  }

  /** A model with what its file says about how the weights are stored. */
  public Checkpoint checkpoint(String idOrPath) {
    return models.computeIfAbsent(idOrPath, ModelLibrary::open);
  }

  /** Software by id, or from a file. */
  public SoftwareStack stack(String idOrPath) {
    return stacks.computeIfAbsent(idOrPath, software::load);
  }

  /** The cost model of a system under its software, with simulations run as usual. */
  public CostModel costs(SystemSpec system, Fidelity fidelity, SoftwareStack stack) {
    return costs(system, fidelity, stack, CycleSettings.USUAL);
  }

  /** The same, with simulations run in a given way where the fidelity has any. */
  public CostModel costs(
      SystemSpec system, Fidelity fidelity, SoftwareStack stack, CycleSettings settings) {
    return costs.computeIfAbsent(
        new CostKey(system, fidelity, stack, settings),
        key ->
            CostModels.of(
                key.fidelity(), key.system(), OperatingConditions.of(key.stack()), key.settings()));
  }
}
