package ridgepoint.hardware.library;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.YamlNode;
import ridgepoint.quantity.Dimension;

/**
 * One system with values changed again and again, for explorations of many designs: descriptions
 * are parsed once, and what a change does not touch is read once. Safe for use by many threads.
 */
public final class SystemVariants {
  private static final String HOST = "host";

  private final String id;
  private final SystemLibrary.Description description;
  private final DeviceLibrary library;
  private final Map<String, DeviceVariants> devices = new ConcurrentHashMap<>();
  private final SystemSpec described;

  SystemVariants(String id, SystemLibrary.Description description, DeviceLibrary library) {
    this.id = id;
    this.description = description;
    this.library = library;
    described = read(List.of());
  }

  /**
   * The system with some values changed, as {@link SystemLibrary#load(String, List)} reads it.
   *
   * @throws ridgepoint.input.InputException when a change names a key that is not there or a value
   *     that is impossible
   */
  public SystemSpec with(List<WhatIf> whatIfs) {
    return whatIfs.isEmpty() ? described : read(whatIfs);
  }

  /** The text of a value as it is described, when there is one of that path. */
  public Optional<String> text(String path) {
    return switch (new WhatIf(path, "").head()) {
      case "network", "count" -> text(description.tree(), path);
      case "host" -> text(description.tree(), path);
      case "attached" ->
          described.attached().flatMap(device -> text(variants(device.id()).tree(), tail(path)));
      default -> text(device().tree(), path);
    };
  }

  /** What a value measures, by the unit it is described in; a plain number if it has none. */
  public Optional<Dimension> dimension(String path) {
    return text(path).flatMap(DescribedValue::dimension);
  }

  /** Paths of the device's numbers, as {@code --set} takes them. */
  public List<String> paths() {
    return DescribedValue.paths(device().tree());
  }

  private DeviceVariants device() {
    return variants(
        description.isSystem()
            ? description.locate(DescribedValue.at(description.tree(), "device").orElseThrow())
            : id);
  }

  private static Optional<String> text(YamlNode.Mapping tree, String path) {
    return DescribedValue.at(tree, path);
  }

  private static String tail(String path) {
    return path.substring(path.indexOf('.') + 1);
  }

  /** A single device keeps its host, unless that changes or is the device's own memory. */
  private boolean keepsHost(List<WhatIf> whatIfs) {
    return described != null
        && !description.isSystem()
        && described.device().links().containsKey(HOST)
        && whatIfs.stream().noneMatch(whatIf -> whatIf.head().equals(HOST));
  }

  private SystemSpec read(List<WhatIf> whatIfs) {
    if (keepsHost(whatIfs)) {
      return described.withDevice(device(id, whatIfs));
    }
    return description.isSystem()
        ? SystemLibrary.system(
            description.tree(),
            whatIfs,
            new Readings(),
            (name, changes) -> device(description.locate(name), changes))
        : SystemLibrary.single(id, description.tree(), whatIfs, new Readings(), this::device);
  }

  private DeviceSpec device(String name, List<WhatIf> changes) {
    return variants(name).with(changes);
  }

  private DeviceVariants variants(String name) {
    return devices.computeIfAbsent(name, library::variants);
  }
}
