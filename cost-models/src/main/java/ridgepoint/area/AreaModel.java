package ridgepoint.area;

import java.util.EnumMap;
import java.util.Map;
import ridgepoint.area.UnitAreas.MemoryInterface;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.Die;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.number.DataType;

/**
 * The area of a device's silicon, bottom up: counts of units times what one takes, logic and SRAM
 * scaled with the process, analog interfaces not. The approach is that of H. Zhang et al.,
 * LLMCompass, ISCA 2024, section III.D, with constants that are the same for all vendors.
 *
 * <p>Pure and safe for use by many threads; below two microseconds a device.
 */
public final class AreaModel {
  private final ProcessNodes nodes;
  private final UnitAreas areas;
  private final DieCounting counting;

  public AreaModel(ProcessNodes nodes, UnitAreas areas) {
    this.nodes = nodes;
    this.areas = areas;
    this.counting = new DieCounting(areas);
  }

  /** With the processes and constants that ship with the program. */
  public static AreaModel shipped() {
    return new AreaModel(ProcessNodes.shipped(), UnitAreas.of(AreaConstants.shipped()));
  }

  /** The same processes and units with other constants. */
  public AreaModel with(AreaConstants constants) {
    return new AreaModel(nodes.filled(constants), UnitAreas.of(constants));
  }

  /**
   * The silicon of a GPU, NPU or CPU, switched-off parts included.
   *
   * @throws InputException when the device is an FPGA or a memory that computes, whose dies are
   *     given and not designed, or when its process or memory is not known
   */
  public SiliconArea area(DeviceSpec device) {
    if (device.architecture() instanceof Architecture.Fpga
        || device.architecture() instanceof Architecture.Pim) {
      throw new InputException(
          "%s: area is computed for gpu, npu and cpu; the die of a %s is bought, not designed (explorations take silicon.area of its description, where it has one)"
              .formatted(device.id(), device.kind().id()));
    }
    Die die = device.silicon().die();
    ProcessNode node = nodes.node(device.silicon().node());
    MemoryInterface memory = memory(device);
    return area(
        new Dies(
            device.kind(),
            counting.of(device, memory),
            memory,
            node,
            die.chiplets(),
            die.ioChiplets() == 0 ? node : nodes.node(die.ioNode()),
            die.ioChiplets()));
  }

  /** One die by what is on it. */
  public SiliconArea area(CountedDie die) {
    ProcessNode node = nodes.node(die.process());
    MemoryInterface memory = areas.memories().get(die.memory());
    int ioDies = die.interfacesElsewhere() ? 1 : 0;
    return area(new Dies(die.kind(), die.counts(), memory, node, 1, node, ioDies));
  }

  /** What the dies of a package hold, and how they are made. */
  private record Dies(
      DeviceKind kind,
      DieCounts counts,
      MemoryInterface memory,
      ProcessNode node,
      int chiplets,
      ProcessNode ioNode,
      int ioChiplets) {}

  private SiliconArea area(Dies dies) {
    Map<AreaUnit, Double> compute = new EnumMap<>(AreaUnit.class);
    Map<AreaUnit, Double> io = new EnumMap<>(AreaUnit.class);
    addCores(compute, dies.counts(), dies.kind(), dies.node());
    addCaches(compute, dies.counts(), dies.chiplets(), dies.node());
    addUncore(dies.ioChiplets() == 0 ? compute : io, dies.counts(), dies.memory(), dies.ioNode());
    if (dies.kind() == DeviceKind.NPU) {
      compute.put(AreaUnit.UNLABELLED, unlabelled(compute));
    }
    return new SiliconArea(
        dies.node(), dies.chiplets(), compute, dies.ioNode(), dies.ioChiplets(), io);
  }

  /** All dies of a device together. */
  public double squareMetres(DeviceSpec device) {
    return area(device).squareMetres();
  }

  /** What one stack or channel of the device's main memory delivers. */
  public double interfaceBytesPerSecond(DeviceSpec device) {
    return device
        .silicon()
        .die()
        .memoryInterfaceBytesPerSecond()
        .orElseGet(() -> memory(device).bytesPerSecond());
  }

  private MemoryInterface memory(DeviceSpec device) {
    String name = device.mainMemory().name();
    for (Map.Entry<String, MemoryInterface> known : areas.memories().entrySet()) {
      if (name.startsWith(known.getKey())) {
        return known.getValue();
      }
    }
    throw new InputException(
        "%s: the interface of memory '%s' is not known%s; known are %s"
            .formatted(
                device.id(),
                name,
                NearMatch.hint(name, areas.memories().keySet()),
                String.join(", ", areas.memories().keySet().stream().sorted().toList())));
  }

  private void addCores(
      Map<AreaUnit, Double> to, DieCounts counts, DeviceKind kind, ProcessNode node) {
    double logic = logicScale(node);
    double matrix = 0;
    for (Map.Entry<DataType, Double> products : counts.matrixProducts().entrySet()) {
      matrix = Math.max(matrix, products.getValue() * multiplyAdd(products.getKey()));
    }
    double vector = 0;
    for (Map.Entry<DataType, Double> lanes : counts.vectorLanes().entrySet()) {
      vector += lanes.getValue() * multiplyAdd(lanes.getKey());
    }
    to.put(AreaUnit.MATRIX, matrix * logic);
    to.put(AreaUnit.VECTOR, vector * logic);
    to.put(AreaUnit.REGISTERS, sram(counts.registerBytes(), node) * areas.registersOverCells());
    double local = kind == DeviceKind.CPU ? areas.cacheOverCells() : areas.sharedOverCells();
    to.put(AreaUnit.LOCAL_MEMORY, sram(counts.localBytes(), node) * local);
    to.put(
        AreaUnit.SCHEDULERS,
        (counts.schedulers() * areas.scheduler() + counts.controlledLanes() * areas.lane())
            * logic);
    double core = kind == DeviceKind.CPU ? areas.cpuCore() : areas.coreControl();
    to.put(AreaUnit.CORE_CONTROL, counts.units() * core * logic);
    if (counts.rayTracing()) {
      to.put(AreaUnit.RAY_TRACING, counts.units() * areas.rayTracing() * logic);
    }
  }

  private void addCaches(
      Map<AreaUnit, Double> to, DieCounts counts, int chiplets, ProcessNode node) {
    double logic = logicScale(node);
    to.put(
        AreaUnit.CACHE,
        sram(counts.cacheBytes(), node) * areas.cacheOverCells()
            + counts.cacheBytesPerCycle() * areas.cacheWidth() * logic);
    to.put(
        AreaUnit.CROSSBAR,
        counts.units() * counts.cacheBytesPerCycle() / chiplets * areas.crossbar() * logic);
  }

  private void addUncore(
      Map<AreaUnit, Double> to, DieCounts counts, MemoryInterface memory, ProcessNode node) {
    double logic = logicScale(node);
    to.merge(
        AreaUnit.CACHE, sram(counts.ioCacheBytes(), node) * areas.cacheOverCells(), Double::sum);
    to.put(
        AreaUnit.MEMORY_INTERFACE,
        counts.memoryInterfaces()
            * (memory.analogSquareMetres() + memory.controllerSquareMetres() * logic));
    to.put(
        AreaUnit.LINKS,
        counts.lanes() * (areas.laneInterface() + areas.laneController() * logic)
            + counts.dieToDieBytesPerSecond() * areas.dieToDiePerByteOfSecond());
    if (counts.graphics()) {
      to.put(
          AreaUnit.GRAPHICS,
          (areas.graphics() + counts.memoryInterfaces() * areas.raster()) * logic);
    }
    to.put(AreaUnit.FRONT_END, areas.frontEnd() * logic);
  }

  private double unlabelled(Map<AreaUnit, Double> labelled) {
    double sum = 0;
    for (double area : labelled.values()) {
      sum += area;
    }
    return sum * areas.npuUnlabelled() / (1 - areas.npuUnlabelled());
  }

  private double multiplyAdd(DataType type) {
    return areas.multiplyAdd().getOrDefault(type, 0.0);
  }

  /** Area of logic over that of reference logic. */
  private double logicScale(ProcessNode node) {
    return areas.referenceLogicPerSquareMetre() / node.reachedDensity();
  }

  private static double sram(double bytes, ProcessNode node) {
    return bytes * Byte.SIZE * node.sramCellSquareMetres();
  }
}
