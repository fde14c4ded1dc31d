package ridgepoint.hardware.library;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlReader;

/** Devices: the shipped ones by id, users' own by path. */
public final class DeviceLibrary {
  private final Map<String, String> resources = new LinkedHashMap<>();

  public DeviceLibrary() {
    Library.index()
        .forEach(
            (id, resource) -> {
              if (!resource.startsWith("system/")) {
                resources.put(id, resource);
              }
            });
  }

  /** Ids of the shipped devices, by kind. */
  public List<String> ids() {
    return List.copyOf(resources.keySet());
  }

  /** A shipped device or a user's file, as described. */
  public DeviceSpec load(String idOrPath) {
    return load(idOrPath, List.of());
  }

  /**
   * A shipped device or a user's file with some values changed.
   *
   * @throws InputException when there is no such device or file, the file is not a valid
   *     description, or a change names a key that is not there or a value that is impossible
   */
  public DeviceSpec load(String idOrPath, List<WhatIf> whatIfs) {
    return DeviceReader.read(WhatIfs.apply(tree(idOrPath), whatIfs), new Readings());
  }

  /**
   * A device as a text describes it.
   *
   * @param source names the text in errors
   * @throws InputException when it is not a valid description
   */
  public DeviceSpec read(String source, String text) {
    return DeviceReader.read(YamlReader.readText(source, text), new Readings());
  }

  /** Every value of a device as its description states it, with its origin. */
  public List<Reading> readings(String idOrPath) {
    Readings readings = new Readings();
    DeviceReader.read(tree(idOrPath), readings);
    return readings.all();
  }

  /** One device whose values change again and again. */
  DeviceVariants variants(String idOrPath) {
    return new DeviceVariants(tree(idOrPath));
  }

  private YamlNode.Mapping tree(String idOrPath) {
    String resource = resources.get(idOrPath);
    if (resource != null) {
      return Library.read(resource);
    }
    if (Library.isPath(idOrPath)) {
      return readFile(idOrPath);
    }
    throw new InputException(
        "unknown device '"
            + idOrPath
            + "'"
            + NearMatch.hint(idOrPath, resources.keySet())
            + "; 'ridgepoint devices' lists them, a path to a YAML file works too");
  }

  static YamlNode.Mapping readFile(String path) {
    try {
      return YamlReader.readFile(Path.of(path));
    } catch (InvalidPathException exception) {
      throw new InputException("'" + path + "' is not a path: " + exception.getReason(), exception);
    }
  }
}
