package ridgepoint.hardware.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.YamlNode;

/**
 * Systems: the shipped ones by id, users' own by path. A device is a system of one, with the
 * default host behind it.
 */
public final class SystemLibrary {
  private static final String DEFAULT_HOST = "system/default-host.yaml";

  private final DeviceLibrary devices = new DeviceLibrary();
  private final Map<String, String> resources = new LinkedHashMap<>();

  public SystemLibrary() {
    Library.index()
        .forEach(
            (id, resource) -> {
              if (resource.startsWith("system/")) {
                resources.put(id, resource);
              }
            });
  }

  /** Ids of the shipped systems of more than one device. */
  public List<String> ids() {
    return List.copyOf(resources.keySet());
  }

  /** The devices a system can be made of. */
  public DeviceLibrary devices() {
    return devices;
  }

  /** A shipped system or device, or a user's file of either, as described. */
  public SystemSpec load(String idOrPath) {
    return load(idOrPath, List.of());
  }

  /**
   * A shipped system or device, or a user's file of either, with some values changed: {@code
   * network.*}, {@code host.*} and {@code count} of the system, {@code attached.*} of the attached
   * device, everything else of the device.
   *
   * @throws InputException as {@link DeviceLibrary#load(String, List)}
   */
  public SystemSpec load(String idOrPath, List<WhatIf> whatIfs) {
    return load(idOrPath, whatIfs, new Readings());
  }

  /** Every value of a system or of a device's host, without those of the devices. */
  public List<Reading> readings(String idOrPath) {
    Readings readings = new Readings();
    load(idOrPath, List.of(), readings);
    return readings.all();
  }

  private SystemSpec load(String idOrPath, List<WhatIf> whatIfs, Readings readings) {
    Description description = describe(idOrPath);
    return description.isSystem()
        ? system(
            description.tree(),
            whatIfs,
            readings,
            (name, changes) -> devices.load(description.locate(name), changes))
        : single(idOrPath, description.tree(), whatIfs, readings, devices::load);
  }

  /**
   * A shipped system or device, or a user's file of either, whose values change again and again.
   *
   * @throws InputException when there is none of that name, or it is not valid as described
   */
  public SystemVariants variants(String idOrPath) {
    return new SystemVariants(idOrPath, describe(idOrPath), devices);
  }

  /** A device by its name, with some values changed. */
  interface DeviceSource {
    DeviceSpec load(String idOrPath, List<WhatIf> whatIfs);
  }

  /**
   * A parsed description.
   *
   * @param tree of a system, or the default host of a device
   * @param folder of the file, against which devices are found that it names by path
   */
  record Description(YamlNode.Mapping tree, boolean isSystem, Optional<Path> folder) {
    /** A device's id, or the path that a system's file gives, seen from here. */
    String locate(String name) {
      return folder.isPresent() && Library.isPath(name)
          ? folder.get().resolve(name).toString()
          : name;
    }
  }

  private Description describe(String idOrPath) {
    if (resources.containsKey(idOrPath)) {
      return new Description(Library.read(resources.get(idOrPath)), true, Optional.empty());
    }
    if (!devices.ids().contains(idOrPath)) {
      if (!Library.isPath(idOrPath)) {
        throw unknown(idOrPath);
      }
      YamlNode.Mapping tree = DeviceLibrary.readFile(idOrPath);
      if (isSystem(tree)) {
        Path folder = Path.of(idOrPath).toAbsolutePath().getParent();
        return new Description(tree, true, Optional.of(folder));
      }
    }
    return new Description(Library.read(DEFAULT_HOST), false, Optional.empty());
  }

  static SystemSpec system(
      YamlNode.Mapping tree, List<WhatIf> whatIfs, Readings readings, DeviceSource devices) {
    List<WhatIf> ofSystem = new ArrayList<>();
    List<WhatIf> ofAttached = new ArrayList<>();
    List<WhatIf> ofDevice = new ArrayList<>();
    for (WhatIf whatIf : whatIfs) {
      switch (whatIf.head()) {
        case "network", "host", "count" -> ofSystem.add(whatIf);
        case "attached" -> ofAttached.add(whatIf.tail());
        default -> ofDevice.add(whatIf);
      }
    }
    Function<String, DeviceSpec> device = name -> devices.load(name, ofDevice);
    Function<String, DeviceSpec> attached = name -> devices.load(name, ofAttached);
    SystemSpec system =
        SystemReader.read(WhatIfs.apply(tree, ofSystem), readings, device, attached);
    if (system.attached().isEmpty() && !ofAttached.isEmpty()) {
      throw new InputException(
          "--set attached." + ofAttached.get(0) + ": " + system.id() + " has no attached device");
    }
    return system;
  }

  static SystemSpec single(
      String idOrPath,
      YamlNode.Mapping defaultHost,
      List<WhatIf> whatIfs,
      Readings readings,
      DeviceSource devices) {
    List<WhatIf> ofHost = new ArrayList<>();
    List<WhatIf> ofDevice = new ArrayList<>();
    for (WhatIf whatIf : whatIfs) {
      (whatIf.head().equals("host") ? ofHost : ofDevice).add(whatIf);
    }
    return SystemReader.withDefaultHost(
        devices.load(idOrPath, ofDevice), WhatIfs.apply(defaultHost, ofHost), readings);
  }

  private static boolean isSystem(YamlNode.Mapping tree) {
    return Optional.ofNullable(tree.values().get("schema"))
        .filter(YamlNode.Scalar.class::isInstance)
        .map(YamlNode.Scalar.class::cast)
        .filter(schema -> schema.text().equals(SystemReader.SCHEMA))
        .isPresent();
  }

  private InputException unknown(String id) {
    List<String> known = new ArrayList<>(devices.ids());
    known.addAll(resources.keySet());
    return new InputException(
        "unknown hardware '"
            + id
            + "'"
            + NearMatch.hint(id, known)
            + "; 'ridgepoint devices' lists all, a path to a YAML file works too");
  }
}
