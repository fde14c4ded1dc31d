package ridgepoint.pipeline;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ridgepoint.hardware.Calibration;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;
import ridgepoint.software.SoftwareStack;

/**
 * Numbers of a kind's model that no datasheet gives, in SI units, by path: the name of a parameter,
 * or a class of kernels with the name after it, such as {@code gemm/bf16/matrix-efficiency}. What
 * holds for a class holds for the classes within it that have no value of their own.
 *
 * <p>Values come in layers, each replacing the paths of those before: the kind's defaults with
 * their sources from {@code ridgepoint/defaults/KIND.yaml}, the generation's in that file, a
 * device's calibration whatever the software, what a software stack's kernels have otherwise, and
 * the device's calibration with that software. A path of a narrower class always goes before one of
 * a wider class, whichever layers they are from.
 */
public final class KindParameters {
  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/defaults");

  private final String kind;
  private final Map<String, Double> values;
  private final Map<String, Bounds> bounds;

  private KindParameters(String kind, Map<String, Double> values, Map<String, Bounds> bounds) {
    this.kind = kind;
    this.values = Collections.unmodifiableMap(values);
    this.bounds = Collections.unmodifiableMap(bounds);
  }

  /** Between which values a parameter makes physical sense. */
  public record Bounds(double low, double high) {}

  /** The parameters of a kind for one device, without regard to software. */
  public static KindParameters of(
      String kind, String generation, Optional<Calibration> calibration) {
    return of(kind, generation, calibration, Optional.empty());
  }

  /**
   * The parameters of a kind for one device and the software that runs on it.
   *
   * @param generation such as {@code hopper}; one without an entry of its own takes the kind's
   *     defaults
   * @throws InputException when the calibration or the software names a parameter the kind does not
   *     have
   */
  public static KindParameters of(
      String kind,
      String generation,
      Optional<Calibration> calibration,
      Optional<SoftwareStack> software) {
    YamlSection file = YamlSection.of(FILES.read(kind + ".yaml"));
    Map<String, Double> values = new TreeMap<>();
    Map<String, Bounds> bounds = new TreeMap<>();
    collect(file.section("parameters"), values, bounds);
    file.optionalSection("generations")
        .flatMap(generations -> generations.optionalSection(generation))
        .ifPresent(own -> collect(own, values, bounds));
    KindParameters all = new KindParameters(kind, values, bounds);
    if (calibration.isPresent()) {
      all = all.with(calibration.get().parameters(Calibration.ANY_STACK));
    }
    if (software.isPresent()) {
      all = all.with(software.get().parameters(generation));
      if (calibration.isPresent()) {
        all = all.with(calibration.get().parameters(software.get().kernels()));
      }
    }
    return all;
  }

  /**
   * These with some added or replaced, by path.
   *
   * @throws InputException when a path ends in a name that is no parameter of the kind
   */
  public KindParameters with(Map<String, Double> replacements) {
    Map<String, Double> changed = new TreeMap<>(values);
    new TreeMap<>(replacements)
        .forEach(
            (path, value) -> {
              String name = path.substring(path.lastIndexOf('/') + 1);
              if (!values.containsKey(name)) {
                throw new InputException(
                    "%s models have no parameter '%s'%s; they have %s"
                        .formatted(
                            kind,
                            name,
                            NearMatch.hint(name, bounds.keySet()),
                            String.join(", ", bounds.keySet())));
              }
              changed.put(path, value);
            });
    return new KindParameters(kind, changed, bounds);
  }

  /**
   * These with the kind's own defaults at some paths, and none of their own at paths of which the
   * kind says nothing: there the class around them tells.
   */
  public KindParameters withKindDefaults(Collection<String> paths) {
    Map<String, Double> kinds = of(kind, "", Optional.empty()).values;
    Map<String, Double> changed = new TreeMap<>(values);
    for (String path : paths) {
      changed.remove(path);
      if (kinds.containsKey(path)) {
        changed.put(path, kinds.get(path));
      }
    }
    return new KindParameters(kind, changed, bounds);
  }

  /** The value of a parameter the kind's model is written against, whatever the kernel. */
  public double value(String name) {
    return value("", name);
  }

  /**
   * The value of a parameter for a class of kernels: its own, or that of the narrowest class around
   * it that has one.
   *
   * @param kernelClass such as {@code attention/decode/fp8_e4m3}; empty for any
   */
  public double value(String kernelClass, String name) {
    String scope = kernelClass;
    while (!scope.isEmpty()) {
      Double own = values.get(scope + "/" + name);
      if (own != null) {
        return own;
      }
      int slash = scope.lastIndexOf('/');
      scope = slash < 0 ? "" : scope.substring(0, slash);
    }
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("defaults of " + kind + " lack " + name);
    }
    return value;
  }

  /** The value at a path or, when there is none, what its class takes instead. */
  public double at(String path) {
    int slash = path.lastIndexOf('/');
    return value(slash < 0 ? "" : path.substring(0, slash), path.substring(slash + 1));
  }

  /** All of them, by path. */
  public Map<String, Double> values() {
    return values;
  }

  /**
   * Between which values the parameter at the end of a path makes physical sense.
   *
   * @throws IllegalStateException when the kind's defaults do not say
   */
  public Bounds bounds(String path) {
    Bounds known = bounds.get(path.substring(path.lastIndexOf('/') + 1));
    if (known == null || known.low == Double.NEGATIVE_INFINITY) {
      throw new IllegalStateException("defaults of " + kind + " give no bounds of " + path);
    }
    return known;
  }

  /** Every entry is {@code path: {value, low, high, source}}; bounds go with a name, once. */
  private static void collect(
      YamlSection entries, Map<String, Double> values, Map<String, Bounds> bounds) {
    entries
        .sections()
        .forEach(
            (path, entry) -> {
              entry.only("value", "low", "high", "source");
              double low =
                  entry.number(
                      "low", -Double.MAX_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY);
              double high = entry.number("high", low, Double.MAX_VALUE, Double.POSITIVE_INFINITY);
              values.put(path, entry.number("value", low, high));
              if (path.indexOf('/') < 0) {
                bounds.putIfAbsent(path, new Bounds(low, high));
              }
            });
  }
}
