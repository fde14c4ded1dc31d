package ridgepoint.exploration.evaluation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ridgepoint.estimate.CostModel;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.fidelity.VariantModels;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.SystemVariants;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.software.SoftwareStack;

/**
 * Machines that are variants of one, at one fidelity and with one software. Keeps the last ones,
 * for neighbouring points mostly share theirs. Safe for use by many threads.
 */
final class Family {
  private static final int MOST_KEPT = 1024;

  private final Questions questions;
  private final Fidelity fidelity;
  private final SystemVariants variants;
  private final VariantModels models;
  private final Economics economics;
  private final Map<Key, Machine> machines = new ConcurrentHashMap<>();

  private record Key(List<WhatIf> changes, int devices) {}

  /** A system, what work takes on it, and what it is worth. */
  record Machine(SystemSpec system, CostModel costs, Economics.Worth worth) {}

  Family(Questions questions, String hardware, Fidelity fidelity, SoftwareStack stack) {
    this.questions = questions;
    this.fidelity = fidelity;
    variants = questions.variants(hardware);
    economics = new Economics(variants.with(List.of()).device());
    models = new VariantModels(variants.with(List.of()).device(), OperatingConditions.of(stack));
  }

  SystemVariants variants() {
    return variants;
  }

  Economics economics() {
    return economics;
  }

  Machine machine(List<WhatIf> changes, int devices) {
    Key key = new Key(changes, devices);
    Machine known = machines.get(key);
    if (known == null) {
      SystemSpec system = questions.joined(variants.with(changes), devices);
      known = new Machine(system, models.of(fidelity, system), economics.of(system.device()));
      if (machines.size() >= MOST_KEPT) {
        machines.clear();
      }
      machines.put(key, known);
    }
    return known;
  }
}
