package ridgepoint.pim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.energy.Activity;
import ridgepoint.energy.ClockResponse;
import ridgepoint.energy.EnergyModel;
import ridgepoint.energy.Throttled;
import ridgepoint.estimate.Bound;
import ridgepoint.estimate.CostModel;
import ridgepoint.estimate.OperatorEstimate;
import ridgepoint.estimate.OperatorEstimate.Part;
import ridgepoint.estimate.OperatorEstimate.Traffic;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Gemm;
import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Softmax;

/**
 * The memory on its own: products whose matrix lies in the banks, and attention over a cache in
 * them where a unit for the softmax exists. Anything else is refused.
 */
public final class PimMachine implements InMemory {
  private final DeviceSpec device;
  private final Architecture.Pim pim;
  private final Banks banks;
  private final EnergyModel energy;

  public PimMachine(DeviceSpec device) {
    this.device = device;
    this.pim = (Architecture.Pim) device.architecture();
    this.banks = new Banks(device);
    this.energy = new EnergyModel(device);
  }

  @Override
  public OperatorEstimate estimate(Operator operator) {
    if (operator instanceof Gemm gemm && isForBanks(operator)) {
      return priced(operator, banks.times(product(gemm)), List.of());
    }
    if (operator instanceof Attention attention && isForBanks(operator) && hasSoftmax()) {
      BankTimes products = products(attention);
      Part softmax = new Part("softmax", exposedSoftmax(attention, products.seconds()));
      return priced(operator, products, List.of(softmax));
    }
    throw new UnsupportedOperatorException(
        "%s computes products with matrices in its banks%s; %s belongs on its host %s"
            .formatted(
                device.id(),
                hasSoftmax() ? " and attention over a cache" : "",
                operator.kind(),
                pim.host()));
  }

  /** Whether an operator multiplies by a matrix that is kept in memory. */
  public static boolean isForBanks(Operator operator) {
    if (operator instanceof Gemm gemm) {
      return gemm.rightRole() != Role.ACTIVATION && !gemm.isSparse();
    }
    return operator instanceof Attention attention && attention.keyValueRole() == Role.KV_CACHE;
  }

  /** Whether exponentials are computed beside the banks. */
  private boolean hasSoftmax() {
    return device.compute().specialPeak() > 0;
  }

  /**
   * Attention over a cache in the banks whose softmax the host computes: scores are read out,
   * probabilities written back.
   */
  @Override
  public OperatorEstimate attention(Attention attention, CostModel host) {
    if (hasSoftmax()) {
      return estimate(attention);
    }
    long rows = attention.batch() * attention.heads() * attention.queryLength();
    long columns = (long) Math.ceil(visibleKeys(attention));
    Softmax softmax = new Softmax(rows, columns, attention.activation());
    OperatorEstimate outside = host.estimate(softmax);
    double moved = softmax.work().bytes().total();
    OperatorEstimate products =
        priced(
            attention,
            products(attention).plus(BankTimes.external(moved)),
            List.of(
                new Part("scores to host and back", moved / pim.externalBytesPerSecond()),
                new Part("softmax on host", outside.latencySeconds())));
    return new OperatorEstimate(
        products.latencySeconds(),
        products.energy().plus(outside.energy()),
        products.bound(),
        products.boundDetail(),
        products.work(),
        products.traffic(),
        products.parts(),
        products.resources(),
        products.mapping(),
        "products in the banks, softmax on the host " + pim.host());
  }

  private BankTimes products(Attention attention) {
    return banks.times(scores(attention)).plus(banks.times(weightedSum(attention)));
  }

  private static MatrixVector product(Gemm gemm) {
    return new MatrixVector(
        gemm.batches(),
        gemm.m(),
        gemm.n(),
        gemm.k(),
        gemm.computeType(),
        gemm.right().bytes(1),
        gemm.left().bytes(1),
        gemm.output().bytes(1));
  }

  /** Keys as matrix, queries of all heads that share them as vectors. */
  private static MatrixVector scores(Attention attention) {
    return of(attention, visibleKeys(attention), attention.queryKeyDim());
  }

  /** Values as matrix with the sequence as inputs, probabilities as vectors. */
  private static MatrixVector weightedSum(Attention attention) {
    return of(attention, attention.valueDim(), visibleKeys(attention));
  }

  private static MatrixVector of(Attention attention, double outputs, double inputs) {
    double vectors = (double) attention.queryLength() * attention.heads() / attention.kvHeads();
    return new MatrixVector(
        (double) attention.batch() * attention.kvHeads(),
        vectors,
        outputs,
        inputs,
        attention.computeType(),
        attention.keyValue().bytes(1),
        attention.activation().bytes(1),
        attention.activation().bytes(1));
  }

  /** Keys an average query attends to. */
  private static double visibleKeys(Attention attention) {
    return attention.visiblePairs() / attention.queryLength();
  }

  /**
   * Softmax that hides behind no product: heads are independent, so the units work on one head
   * while the banks work on others (AttAcc's head-level pipelining), all but the last round of
   * heads.
   */
  private double exposedSoftmax(Attention attention, double productSeconds) {
    double softmax = softmaxSeconds(attention);
    double heads = (double) attention.batch() * attention.heads() * attention.queryLength();
    double rounds = Math.max(1, Math.ceil(heads / pim.channels()));
    double hidden = productSeconds * (rounds - 1) / rounds;
    return Math.max(softmax / rounds, softmax - hidden);
  }

  private double softmaxSeconds(Attention attention) {
    double special = attention.work().specialOperations() / device.compute().specialPeak();
    double vector = attention.work().vectorOperations();
    boolean vectorUnit = !device.compute().vectorPeak().isEmpty();
    return vectorUnit ? Math.max(special, vector / device.compute().vectorRate()) : special;
  }

  /**
   * @param besides what happens between or after products and hides behind nothing
   */
  private OperatorEstimate priced(Operator operator, BankTimes times, List<Part> besides) {
    double overhead = device.control().launchSeconds() + pim.modeSwitchSeconds();
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("launch and mode switch", overhead));
    parts.add(new Part("inputs", times.inputs()));
    parts.add(new Part("banks", times.computing()));
    parts.add(new Part("row switches", times.rows()));
    parts.add(new Part("outputs", times.outputs()));
    parts.add(new Part("refresh", times.refresh()));
    parts.addAll(besides);
    double seconds = parts.stream().mapToDouble(Part::seconds).sum();
    Throttled throttled =
        energy.throttle(
            activity(operator, times),
            ClockResponse.overlapped(seconds, times.computing(), seconds - times.computing()));
    if (throttled.latencySeconds() > seconds) {
      parts.add(new Part("power limit", throttled.latencySeconds() - seconds));
    }
    Part largest = largest(parts);
    return new OperatorEstimate(
        throttled.latencySeconds(),
        throttled.energy(),
        bound(largest.name()),
        largest.name(),
        operator.work(),
        List.of(
            new Traffic("banks", times.bankBytes()),
            new Traffic(device.mainMemory().name(), times.externalBytes())),
        parts,
        parts,
        mapping(),
        "the matrix stays in its banks; only vectors cross the interface");
  }

  private Activity activity(Operator operator, BankTimes times) {
    double[] levelBytes = new double[device.memory().size()];
    levelBytes[levelBytes.length - 1] = times.externalBytes();
    return Activity.onDevice(
        2 * times.multiplyAdds(),
        operator.work().matrixType(),
        operator.work().vectorOperations(),
        operator.work().specialOperations(),
        levelBytes);
  }

  private static Part largest(List<Part> parts) {
    Part largest = parts.get(0);
    for (Part part : parts) {
      largest = part.seconds() > largest.seconds() ? part : largest;
    }
    return largest;
  }

  private static Bound bound(String part) {
    return switch (part) {
      case "banks", "row switches", "refresh" -> Bound.MEMORY;
      case "inputs", "outputs", "scores to host and back" -> Bound.TRANSFER;
      case "softmax", "softmax on host", "power limit" -> Bound.COMPUTE;
      default -> Bound.OVERHEAD;
    };
  }

  private String mapping() {
    MemoryLevel memory = device.mainMemory();
    return String.format(
        Locale.ROOT,
        "%d channels x %d units beside the banks of %s",
        pim.channels(),
        pim.banksPerChannel(),
        memory.name());
  }
}
