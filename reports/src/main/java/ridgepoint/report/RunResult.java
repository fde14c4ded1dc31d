package ridgepoint.report;

import java.util.List;
import java.util.Map;

/**
 * The result of one run: a model and a workload on a machine. SI units.
 *
 * @param inputs every option as given or defaulted, in a fixed order, for the header and for
 *     whoever wants to repeat the run
 * @param parameters parameters of the model
 * @param ttftSeconds time to first token: the prefill
 * @param tpotSeconds time per output token after the first: (end to end - TTFT) / (output - 1); 0
 *     when there is at most one
 * @param tokensPerSecond output tokens of all sequences over the end-to-end time
 * @param notes what the reader must know: estimates beyond capacity, emulated data types, rules
 *     used
 * @param executed operators that were computed while they were timed
 */
public record RunResult(
    String version,
    Map<String, String> inputs,
    Machine machine,
    String model,
    String workload,
    String fidelity,
    double parameters,
    double ttftSeconds,
    double tpotSeconds,
    double endToEndSeconds,
    double tokensPerSecond,
    double tokensPerJoule,
    double energyJoules,
    MemoryLayout memory,
    List<PhaseResult> phases,
    List<String> notes,
    List<ExecutedTiles> executed) {
  public RunResult {
    phases = List.copyOf(phases);
    notes = List.copyOf(notes);
    executed = List.copyOf(executed);
  }

  /** The same with what computing its operators showed. */
  public RunResult withExecuted(List<ExecutedTiles> other) {
    return new RunResult(
        version,
        inputs,
        machine,
        model,
        workload,
        fidelity,
        parameters,
        ttftSeconds,
        tpotSeconds,
        endToEndSeconds,
        tokensPerSecond,
        tokensPerJoule,
        energyJoules,
        memory,
        phases,
        notes,
        other);
  }

  /** Schema name of the JSON form. */
  public static final String SCHEMA = "ridgepoint.run/1";

  public PhaseResult phase(String name) {
    return phases.stream().filter(phase -> phase.name().equals(name)).findFirst().orElseThrow();
  }

  /** The phases that have operators: those there is anything to draw of. */
  public List<PhaseResult> drawnPhases() {
    return phases.stream()
        .filter(phase -> !phase.operators().isEmpty() && phase.latencySeconds() > 0)
        .toList();
  }

  /** What ran on what: {@code llama-3.1-8b on NVIDIA DGX H100, 8 devices}. */
  public String title() {
    String devices = machine.devices() > 1 ? ", " + machine.devices() + " devices" : "";
    return model + " on " + machine.name() + devices;
  }

  /**
   * The machine as charts need it.
   *
   * @param peakOperationsPerSecond of one device by data type name, fastest first
   * @param levels memory levels of one device, nearest first
   */
  public record Machine(
      String id,
      String name,
      int devices,
      Map<String, Double> peakOperationsPerSecond,
      List<Level> levels) {}

  /** A memory level's name and bandwidth. */
  public record Level(String name, double bytesPerSecond, double capacityBytes) {}

  /** Memory of the fullest device against its capacity. */
  public record MemoryLayout(
      double weightsBytes,
      double kvCacheBytes,
      double activationBytes,
      double otherBytes,
      double capacityBytes,
      boolean fits,
      long maximumBatchSize) {
    public double usedBytes() {
      return weightsBytes + kvCacheBytes + activationBytes + otherBytes;
    }
  }

  /**
   * One phase, summed over all devices of one replica for energy, along the critical path for time.
   *
   * @param name {@code prefill} or {@code decode}; decode is all decode steps together
   * @param steps how often the phase's graph runs: 1 for prefill, output - 1 for decode
   * @param modelFlopsUtilisation operations over time x peak
   * @param modelBandwidthUtilisation weight and KV bytes over time x bandwidth
   */
  public record PhaseResult(
      String name,
      double steps,
      double latencySeconds,
      double energyJoules,
      EnergySplit energy,
      String bound,
      double operations,
      double bytes,
      double modelFlopsUtilisation,
      double modelBandwidthUtilisation,
      List<OperatorRow> operators) {
    public PhaseResult {
      operators = List.copyOf(operators);
    }
  }

  /** Energy by component in joules. */
  public record EnergySplit(
      double compute, double onChipMemory, double mainMemory, double links, double idle) {}

  /**
   * One operator, for all its repetitions in the phase unless a name says otherwise.
   *
   * @param block the repeated block it belongs to
   * @param count repetitions
   * @param shape of one repetition
   * @param dataType the type its products are computed in, a key of {@link
   *     Machine#peakOperationsPerSecond}; empty when it computes nothing
   * @param trafficBytes across each memory level, by level name, of all repetitions
   * @param parts where the time goes, by name, of all repetitions; they sum to the latency
   * @param resources time each resource is busy, by name, of all repetitions, whether or not it is
   *     what limits
   * @param mapping the tiling chosen and why
   */
  public record OperatorRow(
      String name,
      String block,
      String kind,
      String shape,
      String dataType,
      double count,
      double latencySeconds,
      double energyJoules,
      EnergySplit energy,
      double operations,
      RoleBytes bytes,
      double arithmeticIntensity,
      String bound,
      String boundDetail,
      Map<String, Double> trafficBytes,
      Map<String, Double> parts,
      Map<String, Double> resources,
      String mapping,
      String reason) {}

  /** Bytes by role; {@code other} is recurrent state and indices. */
  public record RoleBytes(double weight, double activation, double kvCache, double other) {
    public double total() {
      return weight + activation + kvCache + other;
    }
  }
}
