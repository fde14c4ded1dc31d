package ridgepoint.software;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A software stack, as its YAML file describes it.
 *
 * @param id such as {@code tensorrt-llm}
 * @param kernels id of the stack whose kernels it runs, with all that is known of them; its own
 *     mostly
 * @param backends labels of measurements that this software ran
 * @param versions that it describes; none when it describes all that no other stack does
 * @param parameters what its kernels have otherwise than their kind's defaults, by path
 * @param generations the same by generation of the device, replacing {@code parameters}
 * @param smallKernels how many small kernels it runs around an operator, by use: a family of
 *     operators, with {@code /} and what tells its cases apart after it
 * @param hostSeconds between calls from the host, by label of the measurements
 * @param allExpertRows types of experts, by generation of the device, whose activation and
 *     summation run over the rows of all ranks' experts
 * @param fusion which work shares a kernel
 * @param host what the processor beside the devices does
 * @param batching how it serves many requests
 */
public record SoftwareStack(
    String id,
    String name,
    String kernels,
    List<String> backends,
    Optional<VersionRange> versions,
    Map<String, Double> parameters,
    Map<String, Map<String, Double>> generations,
    Map<String, Integer> smallKernels,
    Map<String, Double> hostSeconds,
    Map<String, List<String>> allExpertRows,
    Fusion fusion,
    Host host,
    Batching batching) {
  public SoftwareStack {
    backends = List.copyOf(backends);
    parameters = Map.copyOf(parameters);
    generations = Map.copyOf(generations);
    smallKernels = Map.copyOf(smallKernels);
    hostSeconds = Map.copyOf(hostSeconds);
    allExpertRows = Map.copyOf(allExpertRows);
  }

  /** This stack with the parameters of another one's kernels where it states none. */
  SoftwareStack withKernelsOf(SoftwareStack other) {
    Map<String, Double> whole = new TreeMap<>(other.parameters);
    whole.putAll(parameters);
    Map<String, Map<String, Double>> byGeneration = new TreeMap<>(other.generations);
    generations.forEach(
        (generation, own) -> {
          Map<String, Double> values =
              new TreeMap<>(byGeneration.getOrDefault(generation, Map.of()));
          values.putAll(own);
          byGeneration.put(generation, values);
        });
    return new SoftwareStack(
        id,
        name,
        kernels.equals(other.id) ? other.kernels : kernels,
        backends,
        versions,
        whole,
        byGeneration,
        smallKernels,
        hostSeconds,
        allExpertRows,
        fusion,
        host,
        batching);
  }

  /**
   * This stack with another one's kernels of a class.
   *
   * @param kind what the paths of their parameters begin with, such as {@code attention}
   */
  SoftwareStack withKernelsOf(SoftwareStack other, String kind) {
    Map<String, Map<String, Double>> byGeneration = new TreeMap<>();
    Stream.of(generations, other.generations)
        .flatMap(each -> each.keySet().stream())
        .forEach(
            generation ->
                byGeneration.put(
                    generation,
                    replaced(
                        kind,
                        generations.getOrDefault(generation, Map.of()),
                        other.generations.getOrDefault(generation, Map.of()))));
    return new SoftwareStack(
        id,
        name,
        kernels,
        backends,
        versions,
        replaced(kind, parameters, other.parameters),
        byGeneration,
        smallKernels,
        hostSeconds,
        allExpertRows,
        fusion,
        host,
        batching);
  }

  private static Map<String, Double> replaced(
      String kind, Map<String, Double> own, Map<String, Double> other) {
    Map<String, Double> values = new TreeMap<>(own);
    values.keySet().removeIf(path -> path.startsWith(kind + "/"));
    other.forEach(
        (path, value) -> {
          if (path.startsWith(kind + "/")) {
            values.put(path, value);
          }
        });
    return values;
  }

  /** The same software started with other limits. */
  public SoftwareStack withBatching(Batching changed) {
    return with(host, changed);
  }

  /** The same software on another processor. */
  public SoftwareStack withHost(Host changed) {
    return with(changed, batching);
  }

  private SoftwareStack with(Host otherHost, Batching otherBatching) {
    return new SoftwareStack(
        id,
        name,
        kernels,
        backends,
        versions,
        parameters,
        generations,
        smallKernels,
        hostSeconds,
        allExpertRows,
        fusion,
        otherHost,
        otherBatching);
  }

  /** Whether kernels of experts of a type also pass over the rows of other ranks' experts. */
  public boolean takesAllExpertRows(String generation, String type) {
    return allExpertRows.getOrDefault(generation, List.of()).contains(type);
  }

  /** What its kernels have otherwise than their kind's defaults on a generation of devices. */
  public Map<String, Double> parameters(String generation) {
    Map<String, Double> values = new TreeMap<>(parameters);
    values.putAll(generations.getOrDefault(generation, Map.of()));
    return values;
  }

  /**
   * How many small kernels surround an operator.
   *
   * @param use most specific name first cut at {@code /} from its end until one is described
   */
  public int smallKernels(String use) {
    for (String name = use; !name.isEmpty(); name = shorter(name)) {
      Integer count = smallKernels.get(name);
      if (count != null) {
        return count;
      }
    }
    return 0;
  }

  private static String shorter(String use) {
    int slash = use.lastIndexOf('/');
    return slash < 0 ? "" : use.substring(0, slash);
  }
}
