package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlSection;

/**
 * One number of a network model that a fit may turn.
 *
 * @param axis its name and bounds
 */
record NetworkKnob(Axis axis, ToDoubleFunction<NetworkModel> reading, Setting setting) {
  private static final double MICROSECOND = 1e-6;
  private static final String PROTOCOLS = "protocols";

  /** What is physically possible of each number of a protocol. */
  private static final Map<String, double[]> PROTOCOL_BOUNDS =
      Map.of(
          "startup", new double[] {0.1, 30},
          "hop", new double[] {0.01, 30},
          "peer", new double[] {0.001, 10},
          "fraction", new double[] {0.01, 1},
          "own_share", new double[] {0.01, 1.5},
          "bytes_in_flight", new double[] {1e4, 1e7});

  /** Makes a model with another value. */
  interface Setting {
    NetworkModel set(NetworkModel model, double value);
  }

  /** Startup, latency and efficiency of a level. */
  static List<NetworkKnob> ofLevel(NetworkModel start, String system, String level) {
    double usual = YamlSection.of(start.protocols()).number("startup_us", 0, 1e6) * MICROSECOND;
    String path = system + ".network." + level + ".";
    ToDoubleFunction<NetworkLevel> startup = each -> each.startupSeconds().orElse(usual);
    return List.of(
        new NetworkKnob(
            new Axis(path + "startup", 0.5 * MICROSECOND, 100 * MICROSECOND),
            model -> startup.applyAsDouble(model.level(system, level)),
            (model, value) ->
                model.withLevel(
                    system,
                    level,
                    each ->
                        NetworkModel.level(each, value, each.latencySeconds(), each.efficiency()))),
        new NetworkKnob(
            new Axis(path + "latency", 0.1 * MICROSECOND, 50 * MICROSECOND),
            model -> model.level(system, level).latencySeconds(),
            (model, value) ->
                model.withLevel(
                    system,
                    level,
                    each ->
                        NetworkModel.level(
                            each, startup.applyAsDouble(each), value, each.efficiency()))),
        new NetworkKnob(
            new Axis(path + "efficiency", 0.05, 1),
            model -> model.level(system, level).efficiency(),
            (model, value) ->
                model.withLevel(
                    system,
                    level,
                    each ->
                        NetworkModel.level(
                            each, startup.applyAsDouble(each), each.latencySeconds(), value))));
  }

  /** The numbers of all protocols that are neither given nor 0, which means: no part of it. */
  static List<NetworkKnob> ofProtocols(NetworkModel start) {
    List<NetworkKnob> knobs = new ArrayList<>();
    List<YamlSection> all = YamlSection.of(start.protocols()).sections(PROTOCOLS);
    for (int i = 0; i < all.size(); i++) {
      YamlSection protocol = all.get(i);
      for (String key : protocol.keys()) {
        boolean fitted =
            PROTOCOL_BOUNDS.containsKey(key)
                && !protocol.texts("given").contains(key)
                && protocol.number(key, 0, Double.MAX_VALUE) > 0;
        if (fitted) {
          knobs.add(ofProtocol(i, key));
        }
      }
    }
    return knobs;
  }

  private static NetworkKnob ofProtocol(int index, String key) {
    double[] bounds = PROTOCOL_BOUNDS.get(key);
    return new NetworkKnob(
        new Axis(PROTOCOLS + "[" + index + "]." + key, bounds[0], bounds[1]),
        model ->
            YamlSection.of(model.protocols())
                .sections(PROTOCOLS)
                .get(index)
                .number(key, 0, Double.MAX_VALUE),
        (model, value) ->
            new NetworkModel(with(model.protocols(), index, key, value), model.systems()));
  }

  private static YamlNode.Mapping with(
      YamlNode.Mapping description, int index, String key, double value) {
    YamlNode.Sequence all = (YamlNode.Sequence) description.values().get(PROTOCOLS);
    List<YamlNode> changed = new ArrayList<>(all.items());
    YamlNode.Mapping protocol = (YamlNode.Mapping) changed.get(index);
    changed.set(
        index, protocol.with(key, new YamlNode.Scalar(String.valueOf(value), protocol.place())));
    return description.with(PROTOCOLS, new YamlNode.Sequence(changed, all.place()));
  }
}
