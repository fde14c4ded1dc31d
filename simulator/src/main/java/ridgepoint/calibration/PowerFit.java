package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import ridgepoint.calibration.PowerSite.Residuals;
import ridgepoint.pipeline.KindParameters;
import ridgepoint.validation.PowerSample;

/**
 * Fits what relates board power to the energies of a device's description.
 *
 * <p>Power is predicted at the time that was measured, so that errors of time do not matter. What
 * sustained kernels take longer than bursts of the same is fitted along, for kernels at the power
 * limit tell no more of their energy than a lower bound. The loss is Huber's of logarithms with a
 * penalty on the distance from the defaults, as in {@link Fitter}.
 */
public final class PowerFit {
  /** The name that calibrations give it: the measurements it is fitted to. */
  public static final String FAMILY = "energy";

  private static final List<String> PARAMETERS =
      List.of(
          "active-power-scale",
          "matrix-energy-scale",
          "matrix-width-free-share",
          "memory-energy-scale",
          "zero-operand-energy",
          "power-limit-share");

  /** Of the mean loss of slowdowns against that of power: they are few, but tell time as well. */
  private static final double SLOWDOWN_WEIGHT = 0.5;

  private static final double PENALTY = 1;

  private final Fitter fitter;
  private final int folds;

  public PowerFit(Fitter fitter, int folds) {
    this.fitter = fitter;
    this.folds = folds;
  }

  /**
   * Fits one device.
   *
   * @param samples of one device; not empty
   * @return errors of power; on the unseen, those of cross-validation over rows
   */
  public Calibrator.Found device(List<PowerSample> samples) {
    PowerSite site = PowerSite.of(samples);
    List<double[]> unseen = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      PowerSite own = site.fold(fold, folds, true);
      PowerSite others = site.fold(fold, folds, false);
      if (!own.isEmpty() && !others.isEmpty()) {
        unseen.add(own.residuals(fit(List.of(others))).power());
      }
    }
    return found(List.of(site), unseen);
  }

  /**
   * Fits defaults to several devices together.
   *
   * @param samples by device; each device counts alike
   * @return errors of power; on the unseen, those of every device predicted by a fit to the others
   */
  public Calibrator.Found defaults(List<List<PowerSample>> samples) {
    List<PowerSite> sites = samples.stream().map(PowerSite::of).toList();
    if (sites.size() == 1) {
      return device(samples.get(0));
    }
    List<double[]> unseen = new ArrayList<>();
    for (PowerSite out : sites) {
      Map<String, Double> others = fit(sites.stream().filter(site -> site != out).toList());
      unseen.add(out.residuals(others).power());
    }
    return found(sites, unseen);
  }

  private Calibrator.Found found(List<PowerSite> sites, List<double[]> unseen) {
    Map<String, Double> found = fit(sites);
    return new Calibrator.Found(
        found,
        Errors.of(power(sites, Map.of())),
        Errors.of(power(sites, found)),
        Errors.of(unseen.isEmpty() ? power(sites, found) : joined(unseen.stream())));
  }

  private static double[] power(List<PowerSite> sites, Map<String, Double> values) {
    return joined(sites.stream().map(site -> site.residuals(values).power()));
  }

  private static double[] joined(Stream<double[]> parts) {
    return parts.flatMapToDouble(Arrays::stream).toArray();
  }

  private Map<String, Double> fit(List<PowerSite> sites) {
    KindParameters defaults = sites.get(0).start();
    List<Axis> axes = PARAMETERS.stream().map(name -> Axis.of(defaults, name)).toList();
    double[] start =
        axes.stream().mapToDouble(axis -> axis.position(defaults.at(axis.path()))).toArray();
    double[] best = fitter.minimum(start, position -> loss(sites, axes, start, position));
    return new TreeMap<>(Fitter.values(axes, best));
  }

  private static double loss(
      List<PowerSite> sites, List<Axis> axes, double[] start, double[] position) {
    Map<String, Double> values = Fitter.values(axes, position);
    double loss = 0;
    double rows = 0;
    for (PowerSite site : sites) {
      Residuals residuals = site.residuals(values);
      loss += mean(residuals.power()) + SLOWDOWN_WEIGHT * mean(residuals.slowdown());
      rows += residuals.power().length;
    }
    double distance = 0;
    for (int i = 0; i < position.length; i++) {
      distance += (position[i] - start[i]) * (position[i] - start[i]);
    }
    return loss / sites.size() + PENALTY * distance / rows;
  }

  private static double mean(double[] errors) {
    return Arrays.stream(errors).map(error -> Fitter.huber(Math.abs(error))).average().orElse(0);
  }
}
