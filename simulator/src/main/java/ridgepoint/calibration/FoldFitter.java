package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ridgepoint.validation.KernelSample;

/**
 * Fits to all but one of several folds of rows, for each fold in turn, cheap enough to make for
 * every device, software and family.
 *
 * <p>Each fit is one Gauss-Newton step from what is known of the device, the approximation of
 * cross-validation that Giordano et al. 2019 (<a href="https://arxiv.org/abs/1806.00550">"A Swiss
 * Army infinitesimal jackknife"</a>) analyse: errors and their derivatives are computed once for
 * all folds, at some of the rows, and only how far each fold steps is tried out. Where shipped
 * defaults were fitted to the same rows, what a fold leaves out has left its trace in where the
 * step starts from.
 *
 * @param folds every n-th row is of the same one
 */
public record FoldFitter(int folds) {
  /** Rows that a stage is fitted to, for each of its parameters and at least. */
  private static final int SAMPLES_PER_PARAMETER = 8;

  private static final int FEWEST_SAMPLES = 40;

  /** Change of a parameter that slopes are taken over, on the scale of an {@link Axis}. */
  private static final double DIFFERENCE = 0.02;

  private static final double[] STEPS = {1, 0.4};

  /**
   * Parameters that each row is predicted with when it takes no part in the fit.
   *
   * @param samples of one device, stack and family; not empty
   * @return by index of the row; none when there are too few rows
   */
  public Map<Integer, Map<String, Double>> unseen(FitPlan plan, List<KernelSample> samples) {
    if (samples.size() < folds) {
      return Map.of();
    }
    Map<Integer, Integer> foldOfRow = new HashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      foldOfRow.put(samples.get(i).row(), i % folds);
    }
    List<Map<String, Double>> found = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      found.add(new TreeMap<>());
    }
    Site site = Site.of(samples);
    for (FitPlan.Stage stage : plan.stages()) {
      int most = Math.max(FEWEST_SAMPLES, SAMPLES_PER_PARAMETER * stage.paths().size());
      List<KernelSample> taken = new Fitter(most, 1).thinned(Fitter.taken(stage, site));
      if (!taken.isEmpty()) {
        add(new Stage(stage, site.with(taken)), foldOfRow, found);
      }
    }
    Map<Integer, Map<String, Double>> unseen = new HashMap<>();
    foldOfRow.forEach((row, fold) -> unseen.put(row, found.get(fold)));
    return unseen;
  }

  private void add(Stage stage, Map<Integer, Integer> foldOfRow, List<Map<String, Double>> found) {
    LinearStep linear = stage.linear();
    for (int fold = 0; fold < folds; fold++) {
      List<Integer> seen = new ArrayList<>();
      for (int i = 0; i < stage.site.samples().size(); i++) {
        if (foldOfRow.get(stage.site.samples().get(i).row()) != fold) {
          seen.add(i);
        }
      }
      if (!seen.isEmpty()) {
        found.get(fold).putAll(stage.best(linear.change(seen), seen, linear.errors()));
      }
    }
  }

  /** Parameters fitted together, and the rows that tell them. */
  private static final class Stage {
    private final Site site;
    private final List<Axis> axes;
    private final double[] start;

    Stage(FitPlan.Stage plan, Site site) {
      this.site = site;
      axes = plan.paths().stream().map(path -> Axis.of(site.start(), path)).toList();
      start =
          axes.stream().mapToDouble(axis -> axis.position(site.start().at(axis.path()))).toArray();
    }

    LinearStep linear() {
      double[] errors = site.logErrors(Map.of());
      double[][] slopes = new double[errors.length][axes.size()];
      for (int i = 0; i < axes.size(); i++) {
        // Towards the inside of the bounds.
        double step = start[i] > 0.5 ? -DIFFERENCE : DIFFERENCE;
        Axis axis = axes.get(i);
        double[] moved = site.logErrors(Map.of(axis.path(), axis.value(start[i] + step)));
        for (int sample = 0; sample < errors.length; sample++) {
          slopes[sample][i] = (moved[sample] - errors[sample]) / step;
        }
      }
      return new LinearStep(errors, slopes);
    }

    /** The step along a change that the samples seen like best; none where they like none. */
    Map<String, Double> best(double[] change, List<Integer> seen, double[] errors) {
      Site some = site.with(seen.stream().map(site.samples()::get).toList());
      double least = loss(seen.stream().mapToDouble(i -> errors[i]).toArray());
      Map<String, Double> best = Map.of();
      for (double step : STEPS) {
        double[] position = start.clone();
        for (int i = 0; i < position.length; i++) {
          position[i] += step * change[i];
        }
        Map<String, Double> values = Fitter.values(axes, position);
        double loss = loss(some.logErrors(values));
        if (loss < least) {
          least = loss;
          best = values;
        }
      }
      return best;
    }

    private static double loss(double[] errors) {
      return Arrays.stream(errors).map(error -> Fitter.huber(Math.abs(error))).sum();
    }
  }
}
