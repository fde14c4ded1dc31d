package ridgepoint.calibration;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ridgepoint.gpu.GpuMachine;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;
import ridgepoint.operator.Operator;
import ridgepoint.validation.KernelSample;

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

    /** Whether a sample is of these uses, and runs a kernel that the parameters are of. */
    boolean takes(KernelSample sample) {
      return (uses.isEmpty() || isWithin(sample.use(), uses))
          && !isWithin(sample.use(), without)
          && sample.operators().stream().anyMatch(this::concerns);
    }

    private boolean concerns(Operator operator) {
      return paths.stream().anyMatch(path -> GpuMachine.isWithin(operator, kernelClass(path)));
    }

    private static String kernelClass(String path) {
      return path.substring(0, Math.max(0, path.lastIndexOf('/')));
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

  /**
   * The plan of a family, one of {@link #families}.
   *
   * @param stack id of the software whose kernels were measured
   */
  public static FitPlan of(String family, String stack) {
    YamlSection file = YamlSection.of(FILES.read(family + ".yaml")).only("stages");
    List<Stage> stages =
        file.sections("stages").stream()
            .map(stage -> stage.only("stacks", "uses", "without", "class", "parameters"))
            .filter(stage -> isOf(stage, stack))
            .map(FitPlan::stage)
            .toList();
    return new FitPlan(family, stages);
  }

  /** Some stages are of software of which nobody told what others document. */
  private static boolean isOf(YamlSection stage, String stack) {
    List<String> stacks = stage.texts("stacks");
    return stacks.isEmpty() || stacks.contains(stack);
  }

  private static Stage stage(YamlSection stage) {
    String prefix = stage.optionalText("class").map(name -> name + "/").orElse("");
    return new Stage(
        stage.texts("uses"),
        stage.texts("without"),
        stage.texts("parameters").stream().map(name -> prefix + name).toList());
  }
}
