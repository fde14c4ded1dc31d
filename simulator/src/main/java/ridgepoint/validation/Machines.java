package ridgepoint.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.validation.family.Family;
import ridgepoint.validation.family.Question;

/**
 * The machines that labels of measurements name, as far as the library describes them. Ids of the
 * library are labels too.
 */
final class Machines {
  private final Map<String, JsonNode> labels = new LinkedHashMap<>();
  private final SystemLibrary library = new SystemLibrary();
  private final Map<String, Optional<SystemSpec>> loaded = new LinkedHashMap<>();

  /**
   * Those of {@code machines.yaml} beside this class, those of the library by their ids, and a
   * user's own by theirs.
   */
  Machines(List<DeviceSpec> own) {
    own.forEach(device -> loaded.put(device.id(), Optional.of(SystemSpec.single(device))));
    try (InputStream in = Machines.class.getResourceAsStream("machines.yaml")) {
      new YAMLMapper()
          .readTree(in)
          .properties()
          .forEach(each -> labels.put(each.getKey(), each.getValue()));
    } catch (IOException e) {
      throw new UncheckedIOException("machines.yaml of this program cannot be read", e);
    }
  }

  /**
   * The device of a label.
   *
   * @throws Family.OutOfScope when the label or the device it means is not described
   */
  DeviceSpec device(String label) {
    return described(label, "device").device();
  }

  /** The whole machine of a label: a node of that device, or what a topology names. */
  SystemSpec system(String label) {
    return described(label, "system");
  }

  /** How long a call takes on the host of a machine, in those of the machine they were found on. */
  double hostCalls(String label) {
    JsonNode machine = labels.get(label);
    return machine == null ? 1 : machine.path("host_calls").asDouble(1);
  }

  /** A question as it is posed to a machine, whose software may lack graphs. */
  Question posed(String label, Question question) {
    JsonNode machine = labels.get(label);
    boolean graphs = machine == null || machine.path("graphs").asBoolean(true);
    return !graphs && question instanceof Question.Kernels kernels
        ? kernels.withoutGraphs()
        : question;
  }

  private synchronized SystemSpec described(String label, String what) {
    String id = id(label, what);
    return loaded
        .computeIfAbsent(id, this::load)
        .orElseThrow(() -> new Family.OutOfScope(what + " '" + id + "' is not described"));
  }

  /** What a label means; one that nothing is said of may be an id of the library itself. */
  private String id(String label, String what) {
    JsonNode machine = labels.get(label);
    if (machine == null) {
      if (loaded.containsKey(label) || isDescribed(label)) {
        return label;
      }
      throw new Family.OutOfScope("machine '" + label + "' is not known");
    }
    JsonNode id = machine.get(what);
    if (id == null) {
      throw new Family.OutOfScope("no " + what + " of '" + label + "' is described");
    }
    return id.asText();
  }

  private Optional<SystemSpec> load(String id) {
    return isDescribed(id) ? Optional.of(library.load(id)) : Optional.empty();
  }

  private boolean isDescribed(String id) {
    return library.ids().contains(id) || library.devices().ids().contains(id);
  }
}
