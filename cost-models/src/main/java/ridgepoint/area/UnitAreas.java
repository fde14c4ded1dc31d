package ridgepoint.area;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.number.DataType;

/**
 * Areas of units, in square metres of fully filled logic of the reference process unless said
 * otherwise. From {@code ridgepoint/area/units.yaml}, where the sources stand.
 *
 * @param referenceLogicPerSquareMetre transistors of the reference process
 * @param multiplyAdd one operation per cycle by data type, laid out
 * @param memories interfaces by the first letters of the level's name
 * @param registersOverCells area of register files over that of bare SRAM cells
 * @param cacheWidth per byte and cycle
 * @param crossbar per compute unit and byte per cycle
 * @param laneInterface one lane's analog part, which does not shrink
 * @param dieToDiePerByteOfSecond interface between dies of one package, which does not shrink, per
 *     byte per second of both directions together
 * @param npuUnlabelled share of a systolic NPU's die that no unit covers
 */
public record UnitAreas(
    double referenceLogicPerSquareMetre,
    Map<DataType, Double> multiplyAdd,
    double scheduler,
    double lane,
    double coreControl,
    double rayTracing,
    double cpuCore,
    double registersOverCells,
    double sharedOverCells,
    double cacheOverCells,
    double cacheWidth,
    double crossbar,
    Map<String, MemoryInterface> memories,
    double laneInterface,
    double laneController,
    double hostLaneBytesPerSecond,
    double peerLaneBytesPerSecond,
    double dieToDiePerByteOfSecond,
    double frontEnd,
    double graphics,
    double raster,
    double npuUnlabelled,
    Assumed assumed) {
  private static final List<String> MEMORIES = List.of("hbm", "gddr", "lpddr", "ddr");
  private static final double SQUARE_MILLIMETRE = 1e-6;
  private static final double SQUARE_MICROMETRE = 1e-12;
  private static final double MILLION_PER_SQUARE_MILLIMETRE = 1e12;
  private static final double GIGABYTE_PER_SECOND = 1e9;

  public UnitAreas {
    multiplyAdd = Map.copyOf(multiplyAdd);
    memories = Map.copyOf(memories);
  }

  /**
   * One stack or channel of main memory.
   *
   * @param analogSquareMetres does not shrink with the process
   * @param controllerSquareMetres of reference logic
   */
  public record MemoryInterface(
      double analogSquareMetres, double controllerSquareMetres, double bytesPerSecond) {}

  /** What is taken where a device does not say. */
  public record Assumed(double gpuSchedulers, double gpuIntegerLanes, double cacheWidthReached) {}

  /** Those of some constants. */
  static UnitAreas of(AreaConstants constants) {
    double reference = constants.of("reference_logic");
    return new UnitAreas(
        reference * MILLION_PER_SQUARE_MILLIMETRE,
        multiplyAdd(constants, reference),
        constants.of("cores.scheduler") * SQUARE_MILLIMETRE,
        constants.of("cores.lane") * SQUARE_MILLIMETRE,
        constants.of("cores.control") * SQUARE_MILLIMETRE,
        constants.of("cores.ray_tracing") * SQUARE_MILLIMETRE,
        constants.of("cores.cpu_core") * SQUARE_MILLIMETRE,
        constants.of("sram.registers"),
        constants.of("sram.shared"),
        constants.of("sram.cache"),
        constants.of("sram.cache_width") * SQUARE_MILLIMETRE,
        constants.of("sram.crossbar") * SQUARE_MILLIMETRE,
        memories(constants),
        constants.of("links.lane") * SQUARE_MILLIMETRE,
        constants.of("links.controller") * SQUARE_MILLIMETRE,
        constants.of("links.host_lane_gb_s") * GIGABYTE_PER_SECOND,
        constants.of("links.peer_lane_gb_s") * GIGABYTE_PER_SECOND,
        SQUARE_MILLIMETRE / (constants.of("links.die_to_die_gb_s") * GIGABYTE_PER_SECOND),
        constants.of("fixed.front_end") * SQUARE_MILLIMETRE,
        constants.of("fixed.graphics") * SQUARE_MILLIMETRE,
        constants.of("fixed.raster") * SQUARE_MILLIMETRE,
        constants.of("npu_unlabelled"),
        new Assumed(
            constants.of("assumed.gpu_schedulers"),
            constants.of("assumed.gpu_integer_lanes"),
            constants.of("assumed.cache_width_reached")));
  }

  private static Map<DataType, Double> multiplyAdd(AreaConstants constants, double reference) {
    double layout = constants.of("multiply_add.layout");
    double shrink = constants.of("multiply_add.logic") / reference;
    Map<DataType, Double> areas = new EnumMap<>(DataType.class);
    for (DataType type : DataType.values()) {
      String path = "multiply_add." + type.id();
      if (constants.has(path)) {
        areas.put(type, constants.of(path) * SQUARE_MICROMETRE * shrink * layout);
      }
    }
    return areas;
  }

  private static Map<String, MemoryInterface> memories(AreaConstants constants) {
    Map<String, MemoryInterface> memories = new LinkedHashMap<>();
    for (String name : MEMORIES) {
      String path = "memories." + name + ".";
      memories.put(
          name,
          new MemoryInterface(
              constants.of(path + "interface") * SQUARE_MILLIMETRE,
              constants.of(path + "controller") * SQUARE_MILLIMETRE,
              constants.of(path + "bandwidth_gb_s") * GIGABYTE_PER_SECOND));
    }
    return memories;
  }
}
