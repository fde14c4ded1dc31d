package ridgepoint.hardware.library;

import java.util.LinkedHashMap;
import java.util.Map;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlNode;

/** The descriptions of hardware that ship with the program. */
final class Library {
  private static final ShippedFiles FILES = new ShippedFiles("hw");

  private Library() {}

  /** Resource names by id, in the order of the index: {@code gpu/h100-sxm.yaml}. */
  static Map<String, String> index() {
    Map<String, String> resources = new LinkedHashMap<>();
    for (String resource : FILES.index()) {
      String id = resource.substring(resource.lastIndexOf('/') + 1).replace(".yaml", "");
      resources.put(id, resource);
    }
    return resources;
  }

  static YamlNode.Mapping read(String resource) {
    return FILES.read(resource);
  }

  /** Whether the user names a file, not an id of the library. */
  static boolean isPath(String idOrPath) {
    return idOrPath.contains("/")
        || idOrPath.contains("\\")
        || idOrPath.endsWith(".yaml")
        || idOrPath.endsWith(".yml");
  }
}
