package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleBounds;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.apache.commons.math3.random.MersenneTwister;
import ridgepoint.validation.KernelSample;

/**
 * Fits the stages of a plan to sites.
 *
 * <p>The loss is Huber's (1964) of ln(predicted / measured), so that single rows of another kernel
 * do not pull; a penalty on the distance from the defaults, as strong as one sample, holds
 * parameters that the rows do not tell. Minimised by CMA-ES (Hansen 2016) with a fixed seed.
 *
 * @param mostSamples of a site and stage; more are thinned out evenly over their length in time
 * @param iterations of CMA-ES per stage
 */
public record Fitter(int mostSamples, int iterations) {
  /** Enough for parameters to settle to a percent or two. */
  public static final Fitter STANDARD = new Fitter(300, 60);

  static final double HUBER_THRESHOLD = 0.05;
  static final double PENALTY = 1;
  private static final double FIRST_STEP = 0.12;
  private static final double CONVERGED = 1e-6;
  private static final int SEED = 20_260_101;

  /** Parameters by path that fit the sites best. */
  Map<String, Double> fit(FitPlan plan, List<Site> sites) {
    Map<String, Double> found = new TreeMap<>();
    for (FitPlan.Stage stage : plan.stages()) {
      List<Site> own = new ArrayList<>();
      for (Site site : sites) {
        List<KernelSample> samples = thinned(taken(stage, site));
        if (!samples.isEmpty()) {
          own.add(site.with(samples).startingFrom(found));
        }
      }
      if (!own.isEmpty()) {
        found.putAll(fit(stage, own));
      }
    }
    return found;
  }

  static List<KernelSample> taken(FitPlan.Stage stage, Site site) {
    return site.samples().stream().filter(sample -> stage.takes(sample.use())).toList();
  }

  List<KernelSample> thinned(List<KernelSample> samples) {
    if (samples.size() <= mostSamples) {
      return samples;
    }
    List<KernelSample> sorted = new ArrayList<>(samples);
    sorted.sort((left, right) -> Double.compare(left.seconds(), right.seconds()));
    List<KernelSample> some = new ArrayList<>(mostSamples);
    for (int i = 0; i < mostSamples; i++) {
      some.add(sorted.get((int) ((long) i * sorted.size() / mostSamples)));
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
    double[] best = minimum(start, position -> loss(axes, start, position, sites));
    return values(axes, best);
  }

  /** Where a function of positions from 0 to 1 is least, searched from {@code start}. */
  double[] minimum(double[] start, MultivariateFunction f) {
    int axes = start.length;
    double[] low = new double[axes];
    double[] high = new double[axes];
    double[] step = new double[axes];
    Arrays.fill(high, 1);
    Arrays.fill(step, FIRST_STEP);
    CMAESOptimizer optimizer =
        new CMAESOptimizer(
            iterations,
            0,
            true,
            0,
            1,
            new MersenneTwister(SEED),
            false,
            new SimpleValueChecker(CONVERGED, CONVERGED));
    return optimizer
        .optimize(
            new MaxEval(Integer.MAX_VALUE),
            new ObjectiveFunction(f),
            GoalType.MINIMIZE,
            new InitialGuess(start),
            new SimpleBounds(low, high),
            new CMAESOptimizer.Sigma(step),
            new CMAESOptimizer.PopulationSize(4 + (int) (3 * Math.log(axes))))
        .getPoint();
  }

  private static double loss(List<Axis> axes, double[] start, double[] position, List<Site> sites) {
    Map<String, Double> values = values(axes, position);
    double loss = 0;
    double samples = 0;
    for (Site site : sites) {
      double sum = 0;
      for (double error : site.logErrors(values)) {
        sum += huber(Math.abs(error));
      }
      loss += sum / site.samples().size() / sites.size();
      samples += site.samples().size();
    }
    double distance = 0;
    for (int i = 0; i < position.length; i++) {
      distance += (position[i] - start[i]) * (position[i] - start[i]);
    }
    return loss + PENALTY * distance / samples;
  }

  static double huber(double error) {
    return error <= HUBER_THRESHOLD
        ? error * error / (2 * HUBER_THRESHOLD)
        : error - HUBER_THRESHOLD / 2;
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
