package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import ridgepoint.validation.KernelSample;

/**
 * Fits the stages of a plan to sites.
 *
 * <p>The loss is Huber's (1964) of ln(predicted / measured), so that single rows of another kernel
 * do not pull; a penalty on the distance from the defaults, as strong as one sample, holds
 * parameters that the rows do not tell.
 *
 * @param mostSamples of a site and stage, if they are enough for its parameters; more are thinned
 *     out evenly over their length in time
 * @param from where it starts
 * @param descent that searches the least loss of a stage
 */
public record Fitter(int mostSamples, Start from, Descent descent) {
  /** Enough for parameters to settle to a percent or two. */
  public static final Fitter STANDARD = new Fitter(600, Start.KNOWN, new Descent(12, true, 0));

  /** From fewer rows and rounds, for the many fits of a cross-validation of everything. */
  public static final Fitter QUICK = new Fitter(80, Start.KIND, new Descent(6, true, 0));

  static final double PENALTY = 1;

  /**
   * Of fewer, parameters fit what is peculiar to single rows: seventeen parameters of products from
   * 80 rows of a device predict the others 0.4% worse than from 320.
   */
  private static final int SAMPLES_PER_PARAMETER = 20;

  /** Parameters by path that fit the sites best. */
  Map<String, Double> fit(FitPlan plan, List<Site> sites) {
    Map<String, Double> found = new TreeMap<>();
    for (FitPlan.Stage stage : plan.stages()) {
      List<Site> own = new ArrayList<>();
      for (Site site : sites) {
        List<KernelSample> samples = thinned(taken(stage, site), stage.paths().size());
        if (!samples.isEmpty()) {
          own.add(site.with(samples).startingFrom(from, plan.paths()).startingFrom(found));
        }
      }
      if (!own.isEmpty()) {
        found.putAll(fit(stage, own));
      }
    }
    return found;
  }

  static List<KernelSample> taken(FitPlan.Stage stage, Site site) {
    return site.samples().stream().filter(stage::takes).toList();
  }

  List<KernelSample> thinned(List<KernelSample> samples, int parameters) {
    int most = Math.max(mostSamples, SAMPLES_PER_PARAMETER * parameters);
    if (samples.size() <= most) {
      return samples;
    }
    List<KernelSample> sorted = new ArrayList<>(samples);
    sorted.sort((left, right) -> Double.compare(left.seconds(), right.seconds()));
    List<KernelSample> some = new ArrayList<>(most);
    for (int i = 0; i < most; i++) {
      some.add(sorted.get((int) ((long) i * sorted.size() / most)));
    }
    return some;
  }

  private Map<String, Double> fit(FitPlan.Stage stage, List<Site> sites) {
    List<Axis> axes =
        stage.paths().stream().map(path -> Axis.of(sites.get(0).start(), path)).toList();
    double[] start =
        axes.stream()
            .mapToDouble(axis -> axis.position(sites.get(0).start().at(axis.path())))
            .toArray();
    return values(axes, descent.least(loss(axes, start, sites)));
  }

  private static RobustLoss loss(List<Axis> axes, double[] start, List<Site> sites) {
    int samples = sites.stream().mapToInt(site -> site.samples().size()).sum();
    return new RobustLoss(
        position -> errors(axes, position, sites), weights(sites), start, PENALTY / samples);
  }

  private static double[] errors(List<Axis> axes, double[] position, List<Site> sites) {
    Map<String, Double> values = values(axes, position);
    return sites.stream().flatMapToDouble(site -> Arrays.stream(site.logErrors(values))).toArray();
  }

  /** Each site counts alike. */
  private static double[] weights(List<Site> sites) {
    return sites.stream()
        .flatMapToDouble(
            site -> {
              double[] own = RobustLoss.alike(site.samples().size());
              return Arrays.stream(own).map(weight -> weight / sites.size());
            })
        .toArray();
  }

  static Map<String, Double> values(List<Axis> axes, double[] position) {
    Map<String, Double> values = new TreeMap<>();
    for (int i = 0; i < position.length; i++) {
      values.put(axes.get(i).path(), rounded(axes.get(i).value(position[i])));
    }
    return values;
  }

  /** Four digits, as the value is written to files. */
  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4g", value));
  }
}
