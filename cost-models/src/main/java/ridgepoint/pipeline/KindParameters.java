package ridgepoint.pipeline;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ridgepoint.hardware.Calibration;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;

/**
 * Numbers of a kind's model that no datasheet gives, by name, in SI units: kind-wide defaults with
 * their sources from {@code ridgepoint/defaults/KIND.yaml}, replaced by those of a generation where
 * the file has them, replaced by a device's calibration.
 */
public final class KindParameters {
  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/defaults");

  private final String kind;
  private final Map<String, Double> values;

  private KindParameters(String kind, Map<String, Double> values) {
    this.kind = kind;
    this.values = Collections.unmodifiableMap(values);
  }

  /**
   * The parameters of a kind for one device.
   *
   * @param generation such as {@code hopper}; one without an entry of its own takes the kind's
   *     defaults
   * @throws InputException when the calibration names a parameter the kind does not have
   */
  public static KindParameters of(
      String kind, String generation, Optional<Calibration> calibration) {
    YamlSection file = YamlSection.of(FILES.read(kind + ".yaml"));
    Map<String, Double> values = new TreeMap<>();
    collect(file.section("parameters"), values);
    file.optionalSection("generations")
        .flatMap(generations -> generations.optionalSection(generation))
        .ifPresent(own -> collect(own, values));
    KindParameters defaults = new KindParameters(kind, values);
    return calibration.map(fit -> defaults.with(fit.parameters())).orElse(defaults);
  }

  /** These with some replaced. */
  public KindParameters with(Map<String, Double> replacements) {
    Map<String, Double> changed = new TreeMap<>(values);
    new TreeMap<>(replacements)
        .forEach(
            (name, value) -> {
              if (!values.containsKey(name)) {
                throw new InputException(
                    "calibration: %s models have no parameter '%s'%s; they have %s"
                        .formatted(
                            kind,
                            name,
                            NearMatch.hint(name, values.keySet()),
                            String.join(", ", values.keySet())));
              }
              changed.put(name, value);
            });
    return new KindParameters(kind, changed);
  }

  /** The value of a parameter the kind's model is written against. */
  public double value(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("defaults of " + kind + " lack " + name);
    }
    return value;
  }

  /** All of them, by name. */
  public Map<String, Double> values() {
    return values;
  }

  /** Every entry is {@code name: {value, source}}. */
  private static void collect(YamlSection entries, Map<String, Double> into) {
    entries
        .sections()
        .forEach(
            (name, entry) ->
                into.put(name, entry.number("value", -Double.MAX_VALUE, Double.MAX_VALUE)));
  }
}
