package ridgepoint.gpu;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import ridgepoint.datatype.ProductRates;
import ridgepoint.gpu.l2.CacheWalk;
import ridgepoint.gpu.l2.TagStore;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.MoePermute;
import ridgepoint.operator.MoeRouting;
import ridgepoint.operator.Operator;
import ridgepoint.pipeline.KindMachine;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.pipeline.MappedTime;
import ridgepoint.software.SoftwareStack;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Tiling;
import ridgepoint.wave.CacheState;
import ridgepoint.wave.UnitCosts;
import ridgepoint.wave.WaveMachine;
import ridgepoint.wave.WaveParameters;

/**
 * A GPU: SMs that take tiles in waves, share caches and main memory, and start kernels one after
 * another.
 *
 * <p>Sources of the parts: tile and wave quantisation after the NVIDIA deep-learning performance
 * guide ("Matrix multiplication background"); latency hiding as Little's law over the tiles' load
 * pipelines (Volkov 2016, "Understanding latency hiding on GPUs").
 */
public final class GpuMachine implements KindMachine {
  private final DeviceSpec device;
  private final KindParameters parameters;
  private final CacheState cacheState;
  private final ProductRates products;
  private final String generation;

  /** Each class of kernels has parameters of its own; made when first asked for. */
  private final Map<String, Kernels> byClass = new ConcurrentHashMap<>();

  /** What times the kernels of one class. */
  private record Kernels(
      GpuParameters parameters,
      boolean stream,
      boolean persistent,
      WaveMachine waves,
      GpuTilings tilings) {}

  /**
   * A GPU that runs kernels with the given parameters.
   *
   * @param cacheState what its caches hold when a kernel starts
   */
  public GpuMachine(DeviceSpec device, KindParameters parameters, CacheState cacheState) {
    this.device = device;
    this.parameters = parameters;
    this.cacheState = cacheState;
    products = new ProductRates(device);
    generation = ((Architecture.Gpu) device.architecture()).generation();
  }

  /** The parameters of a GPU with the kernels of a software stack. */
  public static KindParameters parameters(DeviceSpec device, SoftwareStack stack) {
    return KindParameters.of(
        "gpu",
        ((Architecture.Gpu) device.architecture()).generation(),
        device.calibration(),
        Optional.of(stack));
  }

  /**
   * Whether parameters of a class of kernels, such as {@code gemm/bf16} or the empty one of all
   * kernels, can change the time of an operator.
   */
  public static boolean isWithin(Operator operator, String kernelClass) {
    String own = KernelClass.of(operator);
    return kernelClass.isEmpty() || own.equals(kernelClass) || own.startsWith(kernelClass + "/");
  }

  /** Whether libraries have kernels of their own for a product of so few rows. */
  public static boolean hasFewRows(long rows) {
    return rows <= KernelClass.MOST_FEW_ROWS;
  }

  /** Some kernels of prompts mask the keys outside of a window and skip none of them. */
  @Override
  public Operator computed(Operator operator) {
    return operator instanceof Attention attention
            && attention.window() > 0
            && attention.queryLength() > 1
            && parameters.value(KernelClass.of(attention), "skips-window") == 0
        ? attention.withoutWindow()
        : operator;
  }

  @Override
  public List<Tiling> candidates(Operator operator) {
    Kernels kernels = kernels(operator);
    List<Tiling> own = kernels.tilings.of(operator);
    return alternative(operator, kernels)
        .map(other -> alternatives(operator, kernels, other))
        .map(more -> Stream.concat(own.stream(), more.stream()).distinct().toList())
        .orElse(own);
  }

  /**
   * Tilings that a stack's own rule leaves out, in kernels that can compute an operator as well.
   */
  private static List<Tiling> alternatives(Operator operator, Kernels own, Kernels other) {
    if (operator instanceof Attention attention) {
      return Stream.concat(
              own.tilings.stacked(attention).stream(), other.tilings.headByHead(attention).stream())
          .flatMap(tiling -> Stream.of(tiling, oneWorker(tiling)))
          .toList();
    }
    return other.tilings.of(operator);
  }

  /** A tiling whose tiles have a worker each and nothing to merge. */
  private static Tiling oneWorker(Tiling tiling) {
    return new Tiling(tiling.rows(), tiling.columns(), tiling.depth(), 1, tiling.stages());
  }

  @Override
  public MappedTime time(Operator operator, Tiling tiling, Recording recording) {
    Kernels kernels = kernels(operator, tiling);
    MappedTime own = time(operator, tiling, recording, kernels);
    if (operator instanceof Attention) {
      return own;
    }
    return alternative(operator, kernels)
        .map(other -> time(operator, tiling, recording, other))
        .filter(other -> other.latencySeconds() < own.latencySeconds())
        .orElse(own);
  }

  private MappedTime time(Operator operator, Tiling tiling, Recording recording, Kernels kernels) {
    return kernels.waves.time(operator, recording, costs(operator, tiling, kernels));
  }

  /** Other kernels that an operator runs in when they are faster; none where nobody compares. */
  private Optional<Kernels> alternative(Operator operator, Kernels kernels) {
    return kernels.parameters.fastestKernel()
        ? KernelClass.alternative(operator, KernelClass.of(operator)).map(this::kernels)
        : Optional.empty();
  }

  /** What steps of an operator's tiles cost an SM. */
  UnitCosts costs(Operator operator, Tiling tiling) {
    return costs(operator, tiling, kernels(operator, tiling));
  }

  /** What an operator shares among SMs. */
  WaveMachine waves(Operator operator, Tiling tiling) {
    return kernels(operator, tiling).waves;
  }

  /** The parameters of an operator's kernel. */
  GpuParameters parameters(Operator operator, Tiling tiling) {
    return kernels(operator, tiling).parameters;
  }

  /** Walks the tags of the caches that SMs share. */
  CacheWalk cacheWalk() {
    return new CacheWalk(device, TagStore.of(parameters), cacheState);
  }

  /** Whether an operator's kernel writes one tile while it computes the next. */
  boolean isPersistent(Operator operator, Tiling tiling) {
    return kernels(operator, tiling).persistent;
  }

  private Kernels kernels(Operator operator, Tiling tiling) {
    return operator instanceof Attention attention
            && attention.algorithm() == Attention.Algorithm.FLASH_SPLIT_KV
            && tiling.rows() == 1
        ? kernels(KernelClass.headByHead(attention))
        : kernels(operator);
  }

  private UnitCosts costs(Operator operator, Tiling tiling, Kernels kernels) {
    UnitRates unit =
        new UnitRates(
            device,
            products,
            kernels.parameters,
            operator,
            kernels.waves.loadLatency(operator.work()),
            fullStepOperations(operator, tiling, kernels.parameters),
            tiling,
            kernels.persistent);
    return kernels.stream ? stream(operator, unit, kernels.parameters) : unit;
  }

  private UnitCosts stream(Operator operator, UnitRates unit, GpuParameters own) {
    return new StreamUnits(
        unit,
        (Architecture.Gpu) device.architecture(),
        device.compute().clockHertz(),
        own.stream(),
        rows(operator) * own.stream().rowSeconds(),
        own.waves().tileSeconds());
  }

  /** Rows that a kernel hands out one by one. */
  private static double rows(Operator operator) {
    if (operator instanceof Elementwise each) {
      return each.rows();
    }
    if (operator instanceof MoePermute permute) {
      return permute.rows();
    }
    return operator instanceof MoeRouting routing ? routing.tokens() : 0;
  }

  /**
   * Attention computes whole blocks of queries by keys and masks what does not exist; products are
   * cut to size, and so is what {@code edge-share} leaves out.
   */
  private static double fullStepOperations(
      Operator operator, Tiling tiling, GpuParameters parameters) {
    return operator instanceof Attention attention
        ? 2.0
            * Math.max(parameters.queryRows(), tiling.rows())
            * tiling.depth()
            * (attention.queryKeyDim() + Math.min(tiling.columns(), attention.valueDim()))
        : 0;
  }

  private Kernels kernels(Operator operator) {
    return kernels(KernelClass.of(operator));
  }

  private Kernels kernels(String kernelClass) {
    return byClass.computeIfAbsent(kernelClass, this::newKernels);
  }

  private Kernels newKernels(String kernelClass) {
    GpuParameters own =
        GpuParameters.of(parameters, kernelClass, (Architecture.Gpu) device.architecture());
    boolean stream = KernelClass.isStream(kernelClass);
    // Blocks of streams start while others run, and wait for it in their own chain of loads.
    WaveParameters waveParameters =
        stream ? own.waves().withFixedSeconds(own.waves().kernelSeconds(), 0) : own.waves();
    WaveMachine waves = new WaveMachine(device, waveParameters, cacheState);
    TileMenu tiles = TileMenu.of(generation, kernelClass);
    boolean persistent = KernelClass.isProduct(kernelClass) && tiles.persistent();
    return new Kernels(
        own, stream, persistent, waves, new GpuTilings(device, products, own, waves, tiles));
  }
}
