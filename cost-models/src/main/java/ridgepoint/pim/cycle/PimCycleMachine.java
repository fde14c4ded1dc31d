package ridgepoint.pim.cycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.cycle.CycleSettings;
import ridgepoint.energy.Activity;
import ridgepoint.energy.EnergyModel;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.OperatorEstimate.Traffic;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.number.DataType;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Softmax;
import ridgepoint.pim.InMemory;
import ridgepoint.pim.PimMachine;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.kernel.KernelRun;
import ridgepoint.pim.kernel.Task;

/** Operators whose matrix or cache lies in a memory that computes, as command programs. */
public final class PimCycleMachine implements InMemory {
  private final DeviceSpec device;
  private final Architecture.Pim pim;
  private final Engine engine;
  private final EnergyModel energy;
  private final CycleSettings settings;

  /**
   * @param settings who is told of the commands
   */
  public PimCycleMachine(DeviceSpec device, CycleSettings settings) {
    this.device = device;
    this.settings = settings;
    pim = (Architecture.Pim) device.architecture();
    engine = Engines.of(device);
    energy = new EnergyModel(device);
  }

  @Override
  public OperatorEstimate estimate(Operator operator) {
    if (operator instanceof Gemm gemm && PimMachine.isForBanks(gemm)) {
      return priced(operator, run(operator, product(gemm)), List.of());
    }
    if (operator instanceof Attention attention
        && PimMachine.isForBanks(attention)
        && engine.hasSoftmax()) {
      return priced(operator, run(operator, task(attention)), List.of());
    }
    throw new UnsupportedOperatorException(
        "%s computes products with matrices in its banks%s; %s belongs on its host %s"
            .formatted(
                device.id(),
                engine.hasSoftmax() ? " and attention over a cache" : "",
                operator.kind(),
                pim.host()));
  }

  @Override
  public OperatorEstimate attention(Attention attention, CostModel host) {
    if (engine.hasSoftmax()) {
      return estimate(attention);
    }
    KernelRun run = run(attention, task(attention));
    Softmax softmax =
        new Softmax(
            attention.batch() * attention.heads() * attention.queryLength(),
            keys(attention),
            attention.activation());
    OperatorEstimate outside = host.estimate(softmax);
    OperatorEstimate products =
        priced(attention, run, List.of(new Part("softmax on host", outside.latencySeconds())));
    return products.plusEnergy(outside.energy());
  }

  private KernelRun run(Operator operator, Task task) {
    String name = operator.kind() + " " + operator.shape();
    return engine.run(task, settings.listeners().commands(name, engine.cycleSeconds()));
  }

  private static Task product(Gemm gemm) {
    return new Task.Product(
        gemm.batches(), gemm.m(), gemm.n(), gemm.k(), false, gemm.computeType());
  }

  private static Task task(Attention attention) {
    if (attention.queryKeyDim() != attention.valueDim()) {
      throw new UnsupportedOperatorException(
          "the cycle model of memories has heads of one dimension for keys and values");
    }
    long keys = keys(attention);
    return new Task.Attention(
        (long) attention.batch() * attention.kvHeads(),
        attention.queryLength() * attention.heads() / attention.kvHeads(),
        keys,
        attention.valueDim(),
        keys,
        attention.computeType());
  }

  /** Keys an average query attends to. */
  private static long keys(Attention attention) {
    return (long) Math.ceil(attention.visiblePairs() / attention.queryLength());
  }

  private OperatorEstimate priced(Operator operator, KernelRun run, List<Part> besides) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("launch", device.control().launchSeconds()));
    parts.add(new Part("commands", run.cycles() * run.cycleSeconds()));
    if (run.readOutCycles() > 0) {
      parts.add(new Part("results to host", run.readOutCycles() * run.cycleSeconds()));
    }
    parts.addAll(besides);
    Part largest = parts.get(0);
    double seconds = 0;
    for (Part part : parts) {
      seconds += part.seconds();
      largest = part.seconds() > largest.seconds() ? part : largest;
    }
    return new OperatorEstimate(
        seconds,
        energy.energy(activity(device, run, operator.work().matrixType()), seconds),
        bound(largest.name()),
        largest.name(),
        operator.work(),
        List.of(new Traffic(device.mainMemory().name(), run.externalBytes())),
        parts,
        parts,
        mapping(run),
        "the matrix stays in its banks; only vectors cross the interface");
  }

  /** What a run costs in energy. */
  public static Activity activity(DeviceSpec device, KernelRun run, DataType type) {
    double[] levelBytes = new double[device.memory().size()];
    levelBytes[levelBytes.length - 1] = run.externalBytes();
    return Activity.onDevice(
        2 * run.multiplyAdds(), type, run.vectorOperations(), run.specialOperations(), levelBytes);
  }

  private static Bound bound(String part) {
    return switch (part) {
      case "commands" -> Bound.MEMORY;
      case "results to host" -> Bound.TRANSFER;
      case "softmax on host" -> Bound.COMPUTE;
      default -> Bound.OVERHEAD;
    };
  }

  private static String mapping(KernelRun run) {
    return run.simulated() < 1
        ? String.format(
            Locale.ROOT,
            "%d cycles; %.2g %% of the commands played, the rest at their rate",
            run.cycles(),
            100 * run.simulated())
        : run.cycles() + " cycles, every command played";
  }
}
