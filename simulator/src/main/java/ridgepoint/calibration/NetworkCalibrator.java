package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ridgepoint.hardware.Provenance;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.validation.ExchangeSample;

/**
 * Calibrates networks: startup, hop latency and efficiency of the levels of systems, and what the
 * protocols of communication libraries have in common on all of them.
 */
public final class NetworkCalibrator {
  private final List<ExchangeSample> samples;
  private final NetworkModel start;

  /** Starts from the shipped protocols and systems. */
  public NetworkCalibrator(List<ExchangeSample> samples) {
    this.samples = List.copyOf(samples);
    start = NetworkModel.of(samples);
  }

  /**
   * What was found.
   *
   * @param values by path: of a system, or {@code protocols[i].key}
   * @param unseen errors by system when its rows take no part in the fit and its levels are those
   *     of the systems most alike; only systems that have such
   */
  public record Found(
      Map<String, Double> values,
      Map<String, Errors> before,
      Map<String, Errors> fitted,
      Map<String, Errors> unseen) {}

  /** Fits the levels of one system, with protocols as they are. */
  public Found system(String id) {
    List<NetworkKnob> knobs = levels(Set.of(id));
    List<ExchangeSample> own = of(Set.of(id));
    NetworkModel fitted = NetworkFitter.fit(start, knobs, own);
    return found(knobs, fitted, Map.of());
  }

  /**
   * Fits protocols and the levels of all systems together.
   *
   * @param leaveOut whether to fit again without each system
   */
  public Found all(boolean leaveOut) {
    Set<String> systems = new TreeSet<>(start.systems().keySet());
    List<NetworkKnob> knobs = knobs(systems);
    NetworkModel fitted = NetworkFitter.fit(start, knobs, samples);
    Map<String, Errors> unseen = new TreeMap<>();
    for (String out : leaveOut ? systems : Set.<String>of()) {
      List<String> alike = alike(out);
      if (!alike.isEmpty()) {
        unseen.put(out, leftOut(out, alike, systems));
      }
    }
    return found(knobs, fitted, unseen);
  }

  private Errors leftOut(String out, List<String> alike, Set<String> systems) {
    Set<String> others = new TreeSet<>(systems);
    others.remove(out);
    NetworkModel fitted = NetworkFitter.fit(start, knobs(others), of(others));
    String name = start.systems().get(out).network().get(0).name();
    List<NetworkLevel> levels =
        alike.stream().map(id -> fitted.systems().get(id).network().get(0)).toList();
    NetworkModel guessed =
        fitted.withLevel(
            out,
            name,
            level ->
                NetworkModel.level(
                    level,
                    mean(levels.stream().map(each -> each.startupSeconds().orElseThrow()).toList()),
                    mean(levels.stream().map(NetworkLevel::latencySeconds).toList()),
                    mean(levels.stream().map(NetworkLevel::efficiency).toList())));
    return Errors.of(guessed.logErrors(of(Set.of(out))));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Other systems of one level with the same wiring, of those the nearest in bandwidth. */
  private List<String> alike(String id) {
    Map<Double, List<String>> byDistance = new TreeMap<>();
    NetworkLevel own = start.systems().get(id).network().get(0);
    start
        .systems()
        .forEach(
            (other, spec) -> {
              NetworkLevel level = spec.network().get(0);
              boolean comparable =
                  !other.equals(id)
                      && spec.network().size() == 1
                      && start.systems().get(id).network().size() == 1
                      && level.topology() == own.topology();
              if (comparable) {
                double distance =
                    Math.abs(
                        Math.log(level.bytesPerSecondPerDevice() / own.bytesPerSecondPerDevice()));
                byDistance.computeIfAbsent(distance, each -> new ArrayList<>()).add(other);
              }
            });
    return byDistance.isEmpty() ? List.of() : byDistance.values().iterator().next();
  }

  private List<NetworkKnob> knobs(Set<String> systems) {
    List<NetworkKnob> knobs = new ArrayList<>(NetworkKnob.ofProtocols(start));
    knobs.addAll(levels(systems));
    return knobs;
  }

  /** Levels that stand as derived follow those of another system. */
  private List<NetworkKnob> levels(Set<String> systems) {
    List<NetworkKnob> knobs = new ArrayList<>();
    for (String system : new TreeSet<>(systems)) {
      SystemSpec spec = start.systems().get(system);
      for (NetworkLevel level : spec.network()) {
        Provenance latency = spec.provenance().get("network." + level.name() + ".latency");
        if (latency == null || latency.origin() != Provenance.Origin.DERIVED) {
          knobs.addAll(NetworkKnob.ofLevel(start, system, level.name()));
        }
      }
    }
    return knobs;
  }

  private List<ExchangeSample> of(Set<String> systems) {
    return samples.stream().filter(each -> systems.contains(each.system().id())).toList();
  }

  private Found found(List<NetworkKnob> knobs, NetworkModel fitted, Map<String, Errors> unseen) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (NetworkKnob knob : knobs) {
      values.put(knob.axis().path(), NetworkFitter.rounded(knob.reading().applyAsDouble(fitted)));
    }
    return new Found(values, errors(start), errors(fitted), unseen);
  }

  private Map<String, Errors> errors(NetworkModel model) {
    Map<String, Errors> errors = new TreeMap<>();
    for (String system : model.systems().keySet()) {
      errors.put(system, Errors.of(model.logErrors(of(Set.of(system)))));
    }
    return errors;
  }
}
