package ridgepoint.dram;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlReader;
import ridgepoint.input.YamlSection;

/** The memories that ship with the program, and those of a user's own files. */
public final class DramLibrary {
  private static final ShippedFiles FILES = new ShippedFiles("dram");

  /** Ids in the order of the index. */
  public List<String> ids() {
    return FILES.index();
  }

  /**
   * A memory with the address mapping of its description.
   *
   * @see #load(String, DramsimIni.Reading, Optional)
   */
  public DramConfiguration load(String idOrPath, DramsimIni.Reading ini) {
    return load(idOrPath, ini, Optional.empty());
  }

  /**
   * A memory by its id, by the beginning of exactly one id, from a YAML file or from an INI file of
   * DRAMsim3, by path. An id may be followed by {@code /} and an address mapping.
   *
   * @param ini how an INI file is read
   * @param mapping to take in place of its own ({@link AddressMapping})
   * @throws InputException when there is none, or it is not a valid description
   */
  public DramConfiguration load(String idOrPath, DramsimIni.Reading ini, Optional<String> mapping) {
    if (idOrPath.endsWith(".ini")) {
      return DramsimIni.read(Path.of(idOrPath), ini, mapping);
    }
    if (idOrPath.endsWith(".yaml") || idOrPath.endsWith(".yml")) {
      Path file = Path.of(idOrPath);
      if (!Files.isRegularFile(file)) {
        throw new InputException(idOrPath + ": there is no such file");
      }
      return DramDescription.read(YamlSection.of(YamlReader.readFile(file)), mapping);
    }
    int slash = idOrPath.indexOf('/');
    if (slash > 0 && mapping.isEmpty()) {
      return load(idOrPath.substring(0, slash), ini, Optional.of(idOrPath.substring(slash + 1)));
    }
    return DramDescription.read(YamlSection.of(FILES.read(shipped(idOrPath) + ".yaml")), mapping);
  }

  private String shipped(String asked) {
    List<String> found = ids().stream().filter(id -> plain(id).equals(plain(asked))).toList();
    if (found.isEmpty()) {
      found = ids().stream().filter(id -> plain(id).startsWith(plain(asked))).toList();
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new InputException(
        "DRAM standard '%s' is %s; there are %s, or give the path of a YAML or INI file"
            .formatted(
                asked,
                found.isEmpty()
                    ? "not known" + NearMatch.hint(asked, ids())
                    : "one of " + String.join(", ", found),
                String.join(", ", ids())));
  }

  private static String plain(String id) {
    return id.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
