package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.input.YamlNode;
import ridgepoint.network.Network;
import ridgepoint.network.Protocols;
import ridgepoint.validation.ExchangeSample;

/**
 * What a fit of the network may change.
 *
 * @param protocols their description
 * @param systems by id
 */
record NetworkModel(YamlNode.Mapping protocols, Map<String, SystemSpec> systems) {
  NetworkModel {
    systems = Map.copyOf(systems);
  }

  /** The shipped protocols, and the systems of the samples as they are described. */
  static NetworkModel of(List<ExchangeSample> samples) {
    Map<String, SystemSpec> systems = new TreeMap<>();
    samples.forEach(sample -> systems.put(sample.system().id(), sample.system()));
    return new NetworkModel(Protocols.shippedDescription(), systems);
  }

  /** ln(predicted / measured) of every sample. */
  double[] logErrors(List<ExchangeSample> samples) {
    Protocols all = Protocols.of(protocols);
    Map<List<Object>, Network> networks = new LinkedHashMap<>();
    double[] errors = new double[samples.size()];
    for (int i = 0; i < errors.length; i++) {
      ExchangeSample sample = samples.get(i);
      Network network =
          networks.computeIfAbsent(
              List.of(sample.system().id(), sample.libraries()),
              key -> new Network(systems.get(sample.system().id()), all.of(sample.libraries())));
      errors[i] = Math.log(network.cost(sample.collective()).seconds() / sample.seconds());
    }
    return errors;
  }

  NetworkLevel level(String system, String name) {
    return systems.get(system).network().stream()
        .filter(level -> level.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("system " + system + " has no level " + name));
  }

  NetworkModel withLevel(String system, String name, UnaryOperator<NetworkLevel> change) {
    SystemSpec spec = systems.get(system);
    List<NetworkLevel> levels = new ArrayList<>();
    for (NetworkLevel level : spec.network()) {
      levels.add(level.name().equals(name) ? change.apply(level) : level);
    }
    Map<String, SystemSpec> changed = new TreeMap<>(systems);
    changed.put(
        system,
        new SystemSpec(
            spec.id(),
            spec.name(),
            spec.device(),
            spec.deviceCount(),
            spec.attached(),
            levels,
            spec.host(),
            spec.provenance()));
    return new NetworkModel(protocols, changed);
  }

  /** A level with the three numbers that no datasheet gives. */
  static NetworkLevel level(
      NetworkLevel level, double startupSeconds, double latencySeconds, double efficiency) {
    return new NetworkLevel(
        level.name(),
        level.topology(),
        level.devices(),
        level.bytesPerSecondPerDevice(),
        latencySeconds,
        efficiency,
        level.inNetworkReduction(),
        level.joulesPerByte(),
        OptionalDouble.of(startupSeconds),
        level.sharedBy());
  }
}
