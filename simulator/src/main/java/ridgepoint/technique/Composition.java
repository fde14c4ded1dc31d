package ridgepoint.technique;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ridgepoint.input.InputException;
import ridgepoint.workload.Workload;

/**
 * Several techniques as one change of a workload. Changes are applied in the order of their
 * aspects, whatever the order the techniques were named in.
 */
public final class Composition {
  private final List<Technique> techniques;
  private final List<Change> changes;

  private Composition(List<Technique> techniques, List<Change> changes) {
    this.techniques = techniques;
    this.changes = changes;
  }

  /**
   * Puts techniques together.
   *
   * @throws InputException when two of them change the same aspect differently, or one is named
   *     twice; the message says why
   */
  public static Composition of(List<Technique> techniques) {
    Map<Aspect, Change> byAspect = new EnumMap<>(Aspect.class);
    Map<Aspect, Technique> owners = new EnumMap<>(Aspect.class);
    Set<String> named = new HashSet<>();
    for (Technique technique : techniques) {
      if (!named.add(technique.id())) {
        throw new InputException("technique '" + technique.id() + "' is named twice");
      }
      for (Change change : technique.changes()) {
        Change other = byAspect.putIfAbsent(change.aspect(), change);
        if (other != null && !other.equals(change)) {
          throw conflict(owners.get(change.aspect()), other, technique, change);
        }
        owners.putIfAbsent(change.aspect(), technique);
      }
    }
    List<Change> ordered = new ArrayList<>(byAspect.values());
    ordered.sort(Comparator.comparing(Change::aspect));
    return new Composition(List.copyOf(techniques), List.copyOf(ordered));
  }

  private static InputException conflict(
      Technique first, Change firstChange, Technique second, Change secondChange) {
    return new InputException(
        "techniques '%s' and '%s' both change %s (%s; %s): choose one"
            .formatted(
                first.id(),
                second.id(),
                secondChange.aspect().text(),
                firstChange.text(),
                secondChange.text()));
  }

  /** The techniques, as named. */
  public List<Technique> techniques() {
    return techniques;
  }

  /** The primitives, in the order they are applied. */
  public List<Change> changes() {
    return changes;
  }

  /**
   * The workload with all changes made.
   *
   * @param available what the model and the machine offer
   * @throws InputException when a technique needs something that is not there
   */
  public Workload apply(Workload workload, Set<Technique.Need> available) {
    for (Technique technique : techniques) {
      for (Technique.Need need : technique.needs()) {
        if (!available.contains(need)) {
          throw new InputException(
              "technique '%s' needs %s".formatted(technique.id(), need.text()));
        }
      }
    }
    Workload changed = workload;
    for (Change change : changes) {
      changed = change.apply(changed);
    }
    return changed;
  }
}
