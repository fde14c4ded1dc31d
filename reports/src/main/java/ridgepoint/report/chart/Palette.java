package ridgepoint.report.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.report.RunResult;
import ridgepoint.report.RunResult.EnergySplit;
import ridgepoint.report.RunResult.Level;
import ridgepoint.report.RunResult.MemoryLayout;

/**
 * Which colour stands for what, the same in the page and in the PNGs. Colours are told apart on
 * white and on dark grey and with red-green blindness: they differ in lightness as well as hue.
 */
public final class Palette {
  private static final List<String> KINDS =
      List.of(
          "#2f7ed8", "#e8833a", "#1f9e89", "#9467bd", "#d64562", "#b5a01f", "#5fb0d9", "#7f5539",
          "#e48fb3", "#6b8e4e", "#7a869a", "#4b4fb5", "#0b6b6b", "#a83279", "#c2b280", "#30343b");
  private static final List<String> OTHER_PARTS =
      List.of("#c94a3b", "#3fae8c", "#7a869a", "#e48fb3", "#7f5539", "#5fb0d9", "#6b8e4e");
  private static final String COMPUTE = "#e0a526";
  private static final String MAIN_MEMORY = "#2b83ba";
  private static final String ON_CHIP_MEMORY = "#8e5ea2";

  private Palette() {}

  /** By operator kind, in order of appearance. */
  public static Map<String, String> kinds(RunResult result) {
    Map<String, String> colors = new LinkedHashMap<>();
    result.phases().forEach(phase -> phase.operators().forEach(r -> next(colors, r.kind(), KINDS)));
    return colors;
  }

  /**
   * By part of the time, in order of appearance; computing and memory levels have the colours that
   * they have in the energy chart.
   */
  public static Map<String, String> parts(RunResult result) {
    Map<String, String> known = new LinkedHashMap<>();
    known.put("compute", COMPUTE);
    known.put("matrix", COMPUTE);
    List<Level> levels = result.machine().levels();
    for (int i = 0; i < levels.size(); i++) {
      known.put(levels.get(i).name(), i == levels.size() - 1 ? MAIN_MEMORY : ON_CHIP_MEMORY);
    }
    Map<String, String> colors = new LinkedHashMap<>();
    result
        .phases()
        .forEach(
            phase ->
                phase
                    .operators()
                    .forEach(row -> row.parts().keySet().forEach(p -> part(colors, p, known))));
    return colors;
  }

  /** For the n-th of many lines. */
  public static String line(int index) {
    return KINDS.get(index % KINDS.size());
  }

  /** From little to much, even in lightness (viridis). */
  public static List<String> heat() {
    return List.of("#440154", "#3b528b", "#21918c", "#5ec962", "#fde725");
  }

  private static void part(Map<String, String> colors, String name, Map<String, String> known) {
    if (known.containsKey(name)) {
      colors.putIfAbsent(name, known.get(name));
    } else if (!colors.containsKey(name)) {
      long others = colors.keySet().stream().filter(each -> !known.containsKey(each)).count();
      colors.put(name, OTHER_PARTS.get((int) (others % OTHER_PARTS.size())));
    }
  }

  private static void next(Map<String, String> colors, String name, List<String> from) {
    if (!colors.containsKey(name)) {
      colors.put(name, from.get(colors.size() % from.size()));
    }
  }

  /** A named amount in its colour. */
  public record Slice(String name, double amount, String color) {}

  /** Energy by component in joules. */
  public static List<Slice> slices(EnergySplit energy) {
    return List.of(
        new Slice("compute", energy.compute(), COMPUTE),
        new Slice("on-chip memory", energy.onChipMemory(), ON_CHIP_MEMORY),
        new Slice("main memory", energy.mainMemory(), MAIN_MEMORY),
        new Slice("links", energy.links(), "#c94a3b"),
        new Slice("idle", energy.idle(), "#7a869a"));
  }

  /** Memory by use in bytes. */
  public static List<Slice> slices(MemoryLayout memory) {
    return List.of(
        new Slice("weights", memory.weightsBytes(), "#2f7ed8"),
        new Slice("KV cache", memory.kvCacheBytes(), "#e8833a"),
        new Slice("activations", memory.activationBytes(), "#1f9e89"),
        new Slice("other", memory.otherBytes(), "#9467bd"));
  }
}
