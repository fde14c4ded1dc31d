package ridgepoint.ownership;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;

/**
 * Prices in US dollars, from {@code ridgepoint/ownership/prices.yaml}, where their sources stand.
 *
 * @param processes by the id of the process
 * @param testShare of the cost of the dies
 * @param memory generations by the first letters of the memory level's name, slower ones first
 * @param priceOverCost price over cost of making, where no list price is known
 */
public record Prices(
    Wafer wafer,
    Map<String, Process> processes,
    double testShare,
    Packaging packaging,
    Map<String, List<Generation>> memory,
    double boardFixed,
    double boardPerWatt,
    double priceOverCost,
    Terms terms) {
  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/ownership");
  private static final double MILLIMETRE = 1e-3;
  private static final double SQUARE_MILLIMETRE = 1e-6;
  private static final double PER_SQUARE_CENTIMETRE = 1e4;
  private static final double GIGABYTE = 1e9;
  private static final double MOST = 1e9;

  public Prices {
    processes = Map.copyOf(processes);
    memory = Map.copyOf(memory);
  }

  /**
   * A generation of memory.
   *
   * @param bytesPerSecond that one of its stacks or channels delivers at most
   */
  public record Generation(double bytesPerSecond, double perByte) {}

  /**
   * Price of memory of that name, of the generation that is just fast enough.
   *
   * @param interfaceBytesPerSecond what one of its stacks or channels delivers
   */
  public OptionalDouble memoryPerByte(String name, double interfaceBytesPerSecond) {
    for (Map.Entry<String, List<Generation>> kind : memory.entrySet()) {
      if (name.startsWith(kind.getKey())) {
        List<Generation> generations = kind.getValue();
        return OptionalDouble.of(
            generations.stream()
                .filter(each -> interfaceBytesPerSecond <= each.bytesPerSecond())
                .findFirst()
                .orElse(generations.get(generations.size() - 1))
                .perByte());
      }
    }
    return OptionalDouble.empty();
  }

  /** First letters of the names of memory whose price is known. */
  List<String> memories() {
    return memory.keySet().stream().sorted().toList();
  }

  /**
   * What all wafers share.
   *
   * @param edgeMetres rim without dies
   * @param scribeMetres between dies
   * @param cluster alpha of the negative binomial: how defects bunch; larger is more evenly spread
   * @param reticleSquareMetres largest die that can be exposed
   */
  public record Wafer(
      double diameterMetres,
      double edgeMetres,
      double scribeMetres,
      double cluster,
      double reticleSquareMetres) {}

  /** A finished wafer of one process. */
  public record Process(double waferPrice, double defectsPerSquareMetre) {}

  /**
   * What carries the dies.
   *
   * @param interposerOverDies area over that of dies and stacks
   * @param substratePerSquareMetre of silicon on it
   */
  public record Packaging(
      double interposerWafer,
      double interposerDefectsPerSquareMetre,
      double interposerOverDies,
      double stackSquareMetres,
      double assemblyYield,
      double substrate,
      double substratePerSquareMetre) {}

  /** Those that ship with the program. */
  public static Prices shipped() {
    YamlSection file = YamlSection.of(FILES.read("prices.yaml"));
    Map<String, Process> processes = new LinkedHashMap<>();
    file.section("processes")
        .sections()
        .forEach(
            (id, process) ->
                processes.put(
                    id,
                    new Process(
                        number(process, "price"),
                        number(process, "defects") * PER_SQUARE_CENTIMETRE)));
    Map<String, List<Generation>> memory = new LinkedHashMap<>();
    YamlSection memories = file.section("memory");
    for (String name : memories.keys()) {
      memory.put(name, memories.sections(name).stream().map(Prices::generation).toList());
    }
    return new Prices(
        wafer(file.section("wafer")),
        processes,
        number(file, "test_share"),
        packaging(file.section("package")),
        memory,
        number(file.section("board"), "fixed"),
        number(file.section("board"), "per_watt"),
        number(file, "price_over_cost"),
        Terms.of(file.section("ownership")));
  }

  private static Generation generation(YamlSection memory) {
    memory.only("name", "gb_s", "price");
    double most = memory.has("gb_s") ? number(memory, "gb_s") * GIGABYTE : MOST * GIGABYTE;
    return new Generation(most, number(memory, "price") / GIGABYTE);
  }

  private static Wafer wafer(YamlSection wafer) {
    return new Wafer(
        number(wafer, "diameter_mm") * MILLIMETRE,
        number(wafer, "edge_mm") * MILLIMETRE,
        number(wafer, "scribe_mm") * MILLIMETRE,
        number(wafer, "cluster"),
        number(wafer, "reticle_mm2") * SQUARE_MILLIMETRE);
  }

  private static Packaging packaging(YamlSection section) {
    return new Packaging(
        number(section, "interposer_wafer"),
        number(section, "interposer_defects") * PER_SQUARE_CENTIMETRE,
        number(section, "interposer_over_dies"),
        number(section, "hbm_stack_mm2") * SQUARE_MILLIMETRE,
        number(section, "assembly_yield"),
        number(section, "substrate"),
        number(section, "substrate_per_cm2") * PER_SQUARE_CENTIMETRE);
  }

  private static double number(YamlSection section, String key) {
    return section.number(key, 0, MOST);
  }
}
