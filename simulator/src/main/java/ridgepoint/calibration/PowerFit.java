package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
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
   * @return errors of power
   */
  public Calibrator.Found device(List<PowerSample> samples) {
    return defaults(List.of(samples));
  }

  /**
   * Fits defaults to several devices together.
   *
   * @param samples by device; each device counts alike
   * @return errors of power
   */
  public Calibrator.Found defaults(List<List<PowerSample>> samples) {
    List<PowerSite> sites = samples.stream().map(PowerSite::of).toList();
    Map<String, Double> found = fit(sites);
    return new Calibrator.Found(
        found,
        Errors.of(power(sites, Map.of())),
        Errors.of(power(sites, found)),
        Errors.of(crossValidated(sites)),
        sites.size() == 1 ? Optional.empty() : Optional.of(Errors.of(leftOut(sites))));
  }

  private double[] crossValidated(List<PowerSite> sites) {
    List<double[]> unseen = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      List<PowerSite> own = fold(sites, fold, true);
      List<PowerSite> others = fold(sites, fold, false);
      if (!own.isEmpty() && !others.isEmpty()) {
        unseen.add(power(own, fit(others)));
      }
    }
    return unseen.isEmpty() ? power(sites, Map.of()) : joined(unseen.stream());
  }

  private List<PowerSite> fold(List<PowerSite> sites, int fold, boolean within) {
    return sites.stream()
        .map(site -> site.fold(fold, folds, within))
        .filter(site -> !site.isEmpty())
        .toList();
  }

  private double[] leftOut(List<PowerSite> sites) {
    return joined(
        sites.stream()
            .map(
                out ->
                    out.residuals(fit(sites.stream().filter(site -> site != out).toList()))
                        .power()));
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
    int rows = sites.stream().mapToInt(site -> site.residuals(Map.of()).power().length).sum();
    RobustLoss loss =
        new RobustLoss(
            position -> errors(sites, Fitter.values(axes, position)),
            weights(sites),
            start,
            Fitter.PENALTY / rows);
    return new TreeMap<>(Fitter.values(axes, fitter.descent().least(loss)));
  }

  private static double[] errors(List<PowerSite> sites, Map<String, Double> values) {
    return sites.stream()
        .map(site -> site.residuals(values))
        .flatMapToDouble(
            each ->
                DoubleStream.concat(Arrays.stream(each.power()), Arrays.stream(each.slowdown())))
        .toArray();
  }

  /** Each site counts alike, and all its slowdowns a share of all its powers. */
  private static double[] weights(List<PowerSite> sites) {
    return sites.stream()
        .map(site -> site.residuals(Map.of()))
        .flatMapToDouble(
            each ->
                DoubleStream.concat(
                    Arrays.stream(RobustLoss.alike(each.power().length)),
                    Arrays.stream(RobustLoss.alike(each.slowdown().length))
                        .map(weight -> SLOWDOWN_WEIGHT * weight)))
        .map(weight -> weight / sites.size())
        .toArray();
  }
}
