package ridgepoint.calibration;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;

/**
 * Which parameters a family of measurements tells, in which order. Stages follow one another: each
 * takes what those before found.
 *
 * @param family name of the measurements, such as {@code gemm}
 */
public record FitPlan(String family, List<Stage> stages) {
  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/calibration");

  public FitPlan {
    stages = List.copyOf(stages);
  }

  /**
   * Parameters fitted together.
   *
   * @param uses of the rows they are fitted to, with what is within them ({@code decode} stands for
   *     {@code decode/fp8}); empty for all rows
   * @param without uses within them whose kernels have a stage of their own
   * @param paths of the parameters
   */
  public record Stage(List<String> uses, List<String> without, List<String> paths) {
    public Stage {
      uses = List.copyOf(uses);
      without = List.copyOf(without);
      paths = List.copyOf(paths);
    }

    boolean takes(String use) {
      return (uses.isEmpty() || isWithin(use, uses)) && !isWithin(use, without);
    }

    private static boolean isWithin(String use, List<String> uses) {
      return uses.stream().anyMatch(each -> use.equals(each) || use.startsWith(each + "/"));
    }
  }

  /** Families that have a plan, in the order in which they are best fitted. */
  public static List<String> families() {
    return FILES.index();
  }

  /** All parameters of all stages. */
  Set<String> paths() {
    return stages.stream().flatMap(stage -> stage.paths.stream()).collect(Collectors.toSet());
  }

  /** The plan of a family, one of {@link #families}. */
  public static FitPlan of(String family) {
    YamlSection file = YamlSection.of(FILES.read(family + ".yaml")).only("stages");
    List<Stage> stages =
        file.sections("stages").stream()
            .map(stage -> stage.only("uses", "without", "class", "parameters"))
            .map(FitPlan::stage)
            .toList();
    return new FitPlan(family, stages);
  }

  private static Stage stage(YamlSection stage) {
    String prefix = stage.optionalText("class").map(name -> name + "/").orElse("");
    return new Stage(
        stage.texts("uses"),
        stage.texts("without"),
        stage.texts("parameters").stream().map(name -> prefix + name).toList());
  }
}
