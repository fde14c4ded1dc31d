package ridgepoint.area;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;
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
    double frontEnd,
    double graphics,
    double raster,
    double npuUnlabelled,
    Assumed assumed) {
  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/area");
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

  /** Those that ship with the program. */
  public static UnitAreas shipped() {
    YamlSection file = YamlSection.of(FILES.read("units.yaml"));
    double reference = number(file, "reference_logic");
    YamlSection cores = file.section("cores");
    YamlSection sram = file.section("sram");
    YamlSection links = file.section("links");
    YamlSection fixed = file.section("fixed");
    YamlSection assumed = file.section("assumed");
    return new UnitAreas(
        reference * MILLION_PER_SQUARE_MILLIMETRE,
        multiplyAdd(file.section("multiply_add"), reference),
        number(cores, "scheduler") * SQUARE_MILLIMETRE,
        number(cores, "lane") * SQUARE_MILLIMETRE,
        number(cores, "control") * SQUARE_MILLIMETRE,
        number(cores, "ray_tracing") * SQUARE_MILLIMETRE,
        number(cores, "cpu_core") * SQUARE_MILLIMETRE,
        number(sram, "registers"),
        number(sram, "shared"),
        number(sram, "cache"),
        number(sram, "cache_width") * SQUARE_MILLIMETRE,
        number(sram, "crossbar") * SQUARE_MILLIMETRE,
        memories(file.section("memories")),
        number(links, "lane") * SQUARE_MILLIMETRE,
        number(links, "controller") * SQUARE_MILLIMETRE,
        number(links, "host_lane_gb_s") * GIGABYTE_PER_SECOND,
        number(links, "peer_lane_gb_s") * GIGABYTE_PER_SECOND,
        number(fixed, "front_end") * SQUARE_MILLIMETRE,
        number(fixed, "graphics") * SQUARE_MILLIMETRE,
        number(fixed, "raster") * SQUARE_MILLIMETRE,
        number(file, "npu_unlabelled"),
        new Assumed(
            number(assumed, "gpu_schedulers"),
            number(assumed, "gpu_integer_lanes"),
            number(assumed, "cache_width_reached")));
  }

  private static Map<DataType, Double> multiplyAdd(YamlSection section, double reference) {
    double layout = number(section, "layout");
    double shrink = number(section, "logic") / reference;
    Map<DataType, Double> areas = new EnumMap<>(DataType.class);
    for (DataType type : DataType.values()) {
      if (section.has(type.id())) {
        areas.put(type, number(section, type.id()) * SQUARE_MICROMETRE * shrink * layout);
      }
    }
    return areas;
  }

  private static Map<String, MemoryInterface> memories(YamlSection section) {
    Map<String, MemoryInterface> memories = new LinkedHashMap<>();
    for (String name : List.copyOf(section.keys())) {
      YamlSection memory = section.section(name);
      memories.put(
          name,
          new MemoryInterface(
              number(memory, "interface") * SQUARE_MILLIMETRE,
              number(memory, "controller") * SQUARE_MILLIMETRE,
              number(memory, "bandwidth_gb_s") * GIGABYTE_PER_SECOND));
    }
    return memories;
  }

  private static double number(YamlSection section, String key) {
    return section.number(key, 0, 1e6);
  }
}
