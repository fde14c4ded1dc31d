package ridgepoint.hardware.library;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.hardware.Provenance;
import ridgepoint.input.InputException;
import ridgepoint.input.YamlNode;

/**
 * One device with values changed again and again: its description is parsed once, what a change
 * does not touch is read once, and a part of the description with the same changes is read once.
 * The same variants as {@link DeviceReader#read} gives. Safe for use by many threads.
 */
final class DeviceVariants {
  private static final int MOST_PARTS = 50_000;

  private final YamlNode.Mapping tree;
  private final Readings readings = new Readings();
  private final DeviceSpec described;
  private final Map<List<WhatIf>, Part> parts = new ConcurrentHashMap<>();

  /**
   * A part of a description, read.
   *
   * @param provenance of its values
   */
  private record Part(Object value, Map<String, Provenance> provenance) {}

  DeviceVariants(YamlNode.Mapping tree) {
    this.tree = tree;
    described = DeviceReader.read(tree, readings);
  }

  /** The description, parsed. */
  YamlNode.Mapping tree() {
    return tree;
  }

  /**
   * The device with some values changed.
   *
   * @throws InputException when a change names a key that is not there or a value that is
   *     impossible
   */
  DeviceSpec with(List<WhatIf> whatIfs) {
    if (whatIfs.isEmpty()) {
      return described;
    }
    DeviceSpec device = assembled(whatIfs);
    try {
      DevicePlausibility.check(device, readings);
      return device;
    } catch (InputException e) {
      // Once more and whole, to say where what does not go together stands.
      return DeviceReader.read(WhatIfs.apply(tree, whatIfs), new Readings());
    }
  }

  private DeviceSpec assembled(List<WhatIf> whatIfs) {
    Map<String, List<WhatIf>> bySection = new LinkedHashMap<>();
    for (WhatIf whatIf : whatIfs) {
      bySection.computeIfAbsent(whatIf.head(), key -> new ArrayList<>()).add(whatIf);
    }
    Map<String, Provenance> provenance = new LinkedHashMap<>(described.provenance());
    Variant variant = new Variant(bySection, provenance);
    Compute compute = variant.part("compute", described.compute(), file -> computeOf(file));
    return new DeviceSpec(
        described.id(),
        described.name(),
        described.kind(),
        described.vendor(),
        described.year(),
        compute,
        bySection.containsKey("memory") ? memory(variant) : described.memory(),
        variant.part(
            "control", described.control(), file -> DeviceReader.control(file.section("control"))),
        variant.part("links", described.links(), file -> DeviceReader.links(file.section("links"))),
        variant.part("power", described.power(), file -> DeviceReader.power(file.section("power"))),
        variant.part(
            "silicon", described.silicon(), file -> DeviceReader.silicon(file.section("silicon"))),
        architecture(variant, compute),
        described.calibration(),
        provenance);
  }

  private static Compute computeOf(Section file) {
    return DeviceReader.compute(file.section("compute"));
  }

  /** The cores of a CPU have to be those of its compute units; other kinds stand alone. */
  private Architecture architecture(Variant variant, Compute compute) {
    String kind = described.kind().id();
    boolean follows =
        described.kind() == DeviceKind.CPU && variant.bySection.containsKey("compute");
    if (follows) {
      Section file = Section.of(WhatIfs.apply(tree, variant.all()), new Readings());
      return ArchitectureReader.read(described.kind(), file.section(kind), compute);
    }
    return variant.part(
        kind,
        described.architecture(),
        file -> ArchitectureReader.read(described.kind(), file.section(kind), compute));
  }

  private List<MemoryLevel> memory(Variant variant) {
    Map<String, List<WhatIf>> byLevel = new LinkedHashMap<>();
    for (WhatIf whatIf : variant.bySection.get("memory")) {
      byLevel.computeIfAbsent(whatIf.tail().head(), key -> new ArrayList<>()).add(whatIf);
    }
    List<MemoryLevel> levels = new ArrayList<>();
    for (MemoryLevel level : described.memory()) {
      List<WhatIf> changes = byLevel.remove(level.name());
      levels.add(
          changes == null
              ? level
              : variant.part(
                  changes,
                  file ->
                      DeviceReader.level(
                          level.name(), file.section("memory").section(level.name()))));
    }
    byLevel.values().forEach(unknown -> WhatIfs.apply(tree, unknown));
    return levels;
  }

  /** One variant as it is put together. */
  private final class Variant {
    private final Map<String, List<WhatIf>> bySection;
    private final Map<String, Provenance> provenance;

    Variant(Map<String, List<WhatIf>> bySection, Map<String, Provenance> provenance) {
      this.bySection = bySection;
      this.provenance = provenance;
      bySection.forEach(
          (section, changes) -> {
            if (!tree.values().containsKey(section) || WhatIfs.isFixed(section)) {
              WhatIfs.apply(tree, changes); // which says what is wrong
            }
          });
    }

    List<WhatIf> all() {
      return bySection.values().stream().flatMap(List::stream).toList();
    }

    <T> T part(String section, T unchanged, Function<Section, T> read) {
      List<WhatIf> changes = bySection.get(section);
      return changes == null ? unchanged : part(changes, read);
    }

    @SuppressWarnings("unchecked") // one list of changes is always read by the same function
    <T> T part(List<WhatIf> changes, Function<Section, T> read) {
      Part part = parts.get(changes);
      if (part == null) {
        Readings own = Readings.withSourcesOf(readings);
        T value = read.apply(Section.of(WhatIfs.apply(tree, changes), own));
        part = new Part(value, own.provenance());
        if (parts.size() >= MOST_PARTS) {
          parts.clear();
        }
        parts.put(List.copyOf(changes), part);
      }
      for (WhatIf change : changes) {
        Provenance own = part.provenance().get(change.path());
        if (own != null) {
          provenance.put(change.path(), own);
        }
      }
      return (T) part.value();
    }
  }
}
