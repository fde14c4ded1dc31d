package ridgepoint.software;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlReader;
import ridgepoint.input.YamlSection;

/**
 * The software stacks that ship with the program, each read when it is first asked for, and those
 * of a user's own files. Safe for use by many threads.
 */
public final class SoftwareLibrary {
  /** Kernels of the most measured library, all that can be fused fused, no time of the host. */
  public static final String DEFAULT = "ideal";

  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/stacks");

  private final List<String> ids = FILES.index();
  private final Map<String, SoftwareStack> read = new HashMap<>();

  /** Ids in the order of the index. */
  public List<String> ids() {
    return ids;
  }

  /**
   * A stack by id, or from a file by its path.
   *
   * @throws InputException when there is neither
   */
  public SoftwareStack load(String idOrPath) {
    if (ids.contains(idOrPath)) {
      return shipped(idOrPath);
    }
    Path path = Path.of(idOrPath);
    if (Files.isRegularFile(path)) {
      return stack(YamlSection.of(YamlReader.readFile(path)));
    }
    throw new InputException(
        "software stack '%s' is not known%s; there are %s"
            .formatted(idOrPath, NearMatch.hint(idOrPath, ids()), String.join(", ", ids())));
  }

  /** The stack that a label of measurements stands for where no version is known. */
  public Optional<SoftwareStack> ofBackend(String backend) {
    return labelled(backend).filter(each -> each.versions().isEmpty()).findFirst();
  }

  /**
   * The stack that a label of measurements stands for in a version.
   *
   * @param version such as {@code 0.22.0}; empty when it is not known
   */
  public Optional<SoftwareStack> ofBackend(String backend, String version) {
    Version wanted = new Version(version);
    return labelled(backend)
        .filter(each -> each.versions().map(range -> range.contains(wanted)).orElse(false))
        .findFirst()
        .or(() -> ofBackend(backend));
  }

  private Stream<SoftwareStack> labelled(String backend) {
    return ids.stream().map(this::shipped).filter(each -> each.backends().contains(backend));
  }

  private synchronized SoftwareStack shipped(String id) {
    SoftwareStack known = read.get(id);
    if (known == null) {
      known = stack(YamlSection.of(FILES.read(id + ".yaml")));
      read.put(id, known);
    }
    return known;
  }

  /** With what is known of the release or of the kernels it takes from another one. */
  private SoftwareStack stack(YamlSection file) {
    SoftwareStack whole = withKernels(file);
    Optional<YamlSection> others = file.optionalSection("kernels_of");
    if (others.isPresent()) {
      for (String kind : others.get().keys()) {
        whole = whole.withKernelsOf(load(others.get().text(kind)), kind);
      }
    }
    return whole;
  }

  private SoftwareStack withKernels(YamlSection file) {
    Optional<SoftwareStack> newer = file.optionalText("release_of").map(this::load);
    SoftwareStack own = StackReader.read(file, newer);
    if (!own.kernels().equals(own.id())) {
      return own.withKernelsOf(load(own.kernels()));
    }
    return newer.map(own::withKernelsOf).orElse(own);
  }
}
