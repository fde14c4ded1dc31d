package ridgepoint.systolic;

import java.util.List;
import java.util.function.Function;
import ridgepoint.event.Listener;
import ridgepoint.event.Outcome;
import ridgepoint.event.Program;
import ridgepoint.event.Settings;
import ridgepoint.event.Simulation;
import ridgepoint.npu.SystolicArray;
import ridgepoint.systolic.LayerResult.Accesses;

/**
 * Runs a layer on an array. Which words each half of a scratchpad holds follows from the order in
 * which the array reads; without limits of bandwidth that is all there is to it. Otherwise ports
 * that fill one half while the other is in use, the array, and a port that empties full halves of
 * outputs run as events.
 */
public final class LayerRun {
  private static final double PERCENT = 100;

  private final Layer layer;
  private final Machine machine;
  private final Settings settings;
  private final List<Fold> folds;
  private final int cyclesPerFold;

  /**
   * @param settings whether reads are followed word by word or stretch by stretch, with the same
   *     result, and how many cycles are too many
   */
  public LayerRun(Layer layer, Machine machine, Settings settings) {
    this.layer = layer;
    this.machine = machine;
    this.settings = settings;
    folds = Fold.of(layer, machine);
    cyclesPerFold = Fold.cycles(layer, machine);
  }

  /**
   * The result.
   *
   * @throws ridgepoint.input.InputException when it takes more cycles than the settings allow
   */
  public LayerResult result() {
    return result((program) -> Listener.NONE);
  }

  /** The same, with someone who listens to the events, if the bandwidth is limited. */
  public LayerResult result(Function<Program, Listener> listener) {
    Halves inputs =
        halves(
            fold -> Reads.inputs(layer, machine, fold),
            layer.batches() * layer.inputWords(),
            machine.inputWords(),
            layer.hasDistinctInputs());
    Halves weights =
        halves(
            fold -> Reads.weights(layer, machine, fold),
            (long) layer.batches() * layer.k() * layer.n(),
            machine.weightWords(),
            true);
    long busy = (long) folds.size() * cyclesPerFold;
    if (machine.wordsPerCycle().isEmpty()) {
      settings.requireWithin(busy);
      return result(inputs, weights, busy, 0, 0, 0, folds.size());
    }
    PortProgram built =
        PortProgram.of(machine.wordsPerCycle().getAsInt(), inputs, weights, outputs(), busy);
    Program program = built.program();
    Outcome outcome = new Simulation(program, settings, listener.apply(program)).run();
    return result(
        inputs,
        weights,
        busy,
        outcome.stalledTicks(PortProgram.ARRAY, built.cause(PortProgram.INPUTS)),
        outcome.stalledTicks(PortProgram.ARRAY, built.cause(PortProgram.WEIGHTS)),
        outcome.stalledTicks(PortProgram.ARRAY, built.cause(PortProgram.OUTPUTS)),
        outcome.events());
  }

  private Halves halves(
      Function<Fold, Reads> reads, long operandWords, long scratchpadWords, boolean distinct) {
    long half = Machine.half(scratchpadWords);
    return distinct && !settings.replaysAll()
        ? Halves.skipping(folds, cyclesPerFold, reads, half)
        : Halves.replayed(folds, cyclesPerFold, reads, operandWords, half);
  }

  private Halves outputs() {
    Halves halves = new Halves(Math.max(1, machine.outputWords() / 2));
    for (Fold fold : folds) {
      halves.addAll(Reads.outputs(layer, machine, fold), (long) fold.index() * cyclesPerFold);
    }
    return halves;
  }

  private LayerResult result(
      Halves inputs,
      Halves weights,
      long busy,
      long inputStalls,
      long weightStalls,
      long outputStalls,
      long events) {
    SystolicArray array = machine.array();
    double m = layer.m();
    double n = layer.n();
    double k = layer.k();
    long stalls = inputStalls + weightStalls + outputStalls;
    long cycles = busy + stalls;
    double elements = (double) machine.rows() * machine.columns();
    double batches = layer.batches();
    double denser = (double) layer.inputDepth() / layer.k();
    long written = (long) (batches * array.outputWrites(m, n, k));
    return new LayerResult(
        layer,
        machine,
        cycles,
        stalls,
        inputStalls,
        weightStalls,
        outputStalls,
        PERCENT * batches * m * n * k / (cycles * elements),
        PERCENT * mappingEfficiency(),
        new Accesses(
            Math.round(batches * denser * array.leftReads(m, n, k)),
            (long) (batches * array.rightReads(m, n, k)),
            written),
        new Accesses(
            Math.round(denser * inputs.words()), weights.words(), written + padding(written)),
        events);
  }

  private double mappingEfficiency() {
    double used = 0;
    for (Fold fold : folds) {
      used += (double) fold.rowsUsed() * fold.columnsUsed();
    }
    return used / ((double) folds.size() * machine.rows() * machine.columns());
  }

  /**
   * Words that fill up a line. Outputs leave in lines as wide as the port (as the array where it
   * has no limit); the line that is being filled when the first half is emptied goes with it.
   */
  private long padding(long written) {
    long half = machine.outputWords() / 2;
    long line = machine.wordsPerCycle().orElse(machine.columns());
    long begun = (half + 1) % line;
    return written > half && begun > 0 ? line - begun : 0;
  }
}
