package ridgepoint.npu;

import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.cycle.MainMemory;
import ridgepoint.cycle.StepUnits;
import ridgepoint.cycle.TileAddresses;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.datatype.ProductRates;
import ridgepoint.estimate.Bound;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.number.DataType;
import ridgepoint.operator.Operator;
import ridgepoint.tile.Recording.Use;

/** What the cores of an NPU do for the steps of one operator, and how long each takes. */
final class NpuCore {
  private final DeviceSpec device;
  private final Architecture.Npu npu;
  private final NpuParameters parameters;
  private final ClockDomain clock;
  private final SystolicArray array;
  private final int arrays;
  private final boolean onArrays;
  private final boolean inTurn;
  private final double secondsPerArrayCycle;
  private final double productRate;
  private final double vectorRate;
  private final double specialRate;

  /**
   * @param arrays of one core
   */
  NpuCore(
      DeviceSpec device,
      NpuParameters parameters,
      Operator operator,
      DataType type,
      int arrays,
      ClockDomain clock) {
    this.device = device;
    this.npu = (Architecture.Npu) device.architecture();
    this.parameters = parameters;
    this.clock = clock;
    this.arrays = arrays;
    array =
        new SystolicArray(npu.rows(), npu.columns(), npu.dataflow(), npu.prefetchesStationary());
    ProductRates products = new ProductRates(device);
    double share = (double) arrays / npu.arrays();
    boolean multiplies = operator.work().matrixOperations() > 0;
    inTurn = NpuMachine.isInTurn(operator, npu);
    onArrays = multiplies && products.onMatrixUnit(type);
    secondsPerArrayCycle =
        onArrays
            ? 2.0 * npu.arrays() * npu.rows() * npu.columns() / products.useful(operator, type)
            : 0;
    double efficiency = parameters.vectorEfficiency() * share;
    productRate = products.onVectorUnit(type) * efficiency;
    vectorRate =
        device.compute().vectorPeak().isEmpty() ? 0 : device.compute().vectorRate() * efficiency;
    specialRate = device.compute().specialPeak() * efficiency;
  }

  /** The units of one core, added to a pass. */
  StepUnits units(
      CyclePass pass, int core, MainMemory memory, double readShare, int stepsPerDescriptor) {
    String name = "core " + core;
    int loads = pass.resource("dma", Bound.OVERHEAD, pass.events().unit(name + " load dma", clock));
    int matrix = pass.resource("matrix", Bound.COMPUTE, pass.events().unit(name + " array", clock));
    int vector =
        pass.resource("vector", Bound.COMPUTE, pass.events().unit(name + " vector", clock));
    int stores =
        pass.resource("dma", Bound.OVERHEAD, pass.events().unit(name + " store dma", clock));
    return new Units(
        pass, memory, core, loads, matrix, vector, stores, readShare, stepsPerDescriptor);
  }

  /** A core's units by their numbers in a pass. */
  private final class Units implements StepUnits {
    private final CyclePass pass;
    private final MainMemory memory;
    private final int core;
    private final int loads;
    private final int matrix;
    private final int vector;
    private final int stores;
    private final double readShare;
    private final double setupSeconds;

    private Units(
        CyclePass pass,
        MainMemory memory,
        int core,
        int loads,
        int matrix,
        int vector,
        int stores,
        double readShare,
        int stepsPerDescriptor) {
      this.pass = pass;
      this.memory = memory;
      this.core = core;
      this.loads = loads;
      this.matrix = matrix;
      this.vector = vector;
      this.stores = stores;
      this.readShare = readShare;
      setupSeconds = npu.dmaSetupSeconds() / stepsPerDescriptor;
    }

    @Override
    public void load(StreamBuilder stream, Use step) {
      setUp(stream, loads, "load");
      double bytes = TilePipeline.sum(step.loadedBytes()) * readShare;
      long latency = ClockDomain.nearestTick(device.mainMemory().latencySeconds());
      memory.read(stream, TileAddresses.loads(core), bytes, latency, "load");
    }

    @Override
    public void store(StreamBuilder stream, Use step) {
      setUp(stream, stores, "store");
      double bytes = TilePipeline.sum(step.storedBytes());
      memory.write(stream, TileAddresses.stores(core), bytes, "store");
    }

    /** A descriptor is set up while the memory still moves the bytes of the one before. */
    private void setUp(StreamBuilder stream, int dma, String label) {
      stream.use(dma, Cost.of(ClockDomain.nearestTick(setupSeconds)), When.RELEASED, label);
    }

    @Override
    public void multiply(StreamBuilder stream, Use step) {
      Event event = Event.multiply(step.executedMatrixOperations(), step.matrixType());
      int scratchpad = NpuMachine.scratchpadLevel(device.memory());
      double bytes = scratchpadElements(step) * step.matrixType().bytes();
      int tag = pass.tag(scratchpad < 0 ? event : event.across(scratchpad, bytes));
      if (onArrays) {
        stream.use(matrix, arrayCost(step), When.RELEASED, "multiply", tag);
      } else {
        double seconds = step.executedMatrixOperations() / productRate;
        stream.use(vector, Cost.of(clock.ticksOf(seconds)), When.RELEASED, "multiply", tag);
      }
    }

    /** In one instruction stream with the products, the arrays wait meanwhile. */
    @Override
    public void vector(StreamBuilder stream, Use step) {
      int tag = pass.tag(Event.vector(step.vectorOperations(), step.specialOperations()));
      int unit = inTurn && onArrays ? matrix : vector;
      stream.use(unit, Cost.of(clock.ticksOf(vectorSeconds(step))), When.RELEASED, "vector", tag);
    }
  }

  private double vectorSeconds(Use step) {
    double converted = step.convertedElements() * parameters.convertOperations();
    return perSecond(step.vectorOperations() + converted, vectorRate)
        + perSecond(step.specialOperations(), specialRate);
  }

  /** Of what moves and computes a step, the slowest. */
  double longestSeconds(Use step, double readShare) {
    MemoryLevel memory = device.mainMemory();
    double moving =
        TilePipeline.sum(step.loadedBytes()) * readShare / memory.readBytesPerSecond()
            + TilePipeline.sum(step.storedBytes()) / memory.writeBytesPerSecond();
    double products = step.executedMatrixOperations();
    double multiplying =
        products == 0
            ? 0
            : onArrays
                ? ClockDomain.seconds(arrayCost(step).occupancyTicks())
                : products / productRate;
    return Math.max(
        moving / parameters.memoryEfficiency(), Math.max(multiplying, vectorSeconds(step)));
  }

  /** The arrays of a core share the folds of a step; the last results leave after the skew. */
  private Cost arrayCost(Use step) {
    double m = step.matrixRows();
    double n = step.matrixColumns();
    double k = step.matrixDepth();
    double products = step.executedMatrixOperations() / (2 * m * n * k);
    double rounds = array.rounds(products, m, n, k, arrays, inTurn);
    double cycles = rounds * array.cyclesPerFold(m, n, k);
    long occupancy = clock.ticksOf(cycles * secondsPerArrayCycle);
    double drain = array.prefetches() ? array.skewCycles() : 0;
    return new Cost(occupancy, occupancy + clock.ticksOf(drain * secondsPerArrayCycle));
  }

  /** Operands that an array reads for a step, and partial sums that it writes. */
  private double scratchpadElements(Use step) {
    double m = step.matrixRows();
    double n = step.matrixColumns();
    double k = step.matrixDepth();
    double products = step.executedMatrixOperations() / (2 * m * n * k);
    return products
        * (array.leftReads(m, n, k) + array.rightReads(m, n, k) + array.outputWrites(m, n, k));
  }

  private static double perSecond(double amount, double rate) {
    return amount == 0 ? 0 : amount / rate;
  }
}
