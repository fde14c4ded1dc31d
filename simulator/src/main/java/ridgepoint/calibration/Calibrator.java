package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ridgepoint.validation.KernelSample;

/**
 * Calibrates devices and generations, and says how good the result is on what it has not seen.
 *
 * @param folds of the rows in cross-validation; each is predicted by a fit to the others
 */
public record Calibrator(Fitter fitter, int folds) {

  /**
   * What was found.
   *
   * @param parameters by path
   * @param before errors with the defaults
   * @param fitted errors on the rows fitted to
   * @param unseen errors on rows that the fit did not see
   * @param unseenDevices errors on devices that the fit did not see; none for fits to one device
   */
  public record Found(
      Map<String, Double> parameters,
      Errors before,
      Errors fitted,
      Errors unseen,
      Optional<Errors> unseenDevices) {
    public Found {
      parameters = new TreeMap<>(parameters);
    }
  }

  /**
   * Fits one device to the rows of a family that one software ran.
   *
   * @param samples of one device, stack and family; not empty
   */
  public Found device(FitPlan plan, List<KernelSample> samples) {
    return generation(plan, List.of(samples));
  }

  /**
   * Fits defaults to several devices together.
   *
   * @param samples those of one software and family by device; each device counts alike
   */
  public Found generation(FitPlan plan, List<List<KernelSample>> samples) {
    List<Site> sites = samples.stream().map(Site::of).toList();
    Map<String, Double> found = fitter.fit(plan, sites);
    return new Found(
        found,
        Errors.of(logErrors(sites, Map.of())),
        Errors.of(logErrors(sites, found)),
        Errors.of(crossValidated(plan, sites)),
        sites.size() == 1 ? Optional.empty() : Optional.of(Errors.of(leftOut(plan, sites))));
  }

  /**
   * Parameters that each row is predicted with when it takes no part in the fit.
   *
   * @param samples of one device, stack and family; not empty
   * @return by index of the row; none when there are too few rows
   */
  public Map<Integer, Map<String, Double>> unseen(FitPlan plan, List<KernelSample> samples) {
    Map<Integer, Map<String, Double>> unseen = new HashMap<>();
    if (samples.size() >= folds) {
      Site site = Site.of(samples);
      for (int fold = 0; fold < folds; fold++) {
        Map<String, Double> found = fitter.fit(plan, List.of(site.fold(fold, folds, false)));
        site.fold(fold, folds, true).samples().forEach(row -> unseen.put(row.row(), found));
      }
    }
    return unseen;
  }

  /** Every fold predicted by a fit to the others. */
  private double[] crossValidated(FitPlan plan, List<Site> sites) {
    List<double[]> errors = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      List<Site> seen = fold(sites, fold, false);
      List<Site> unseen = fold(sites, fold, true);
      if (!seen.isEmpty() && !unseen.isEmpty()) {
        errors.add(logErrors(unseen, fitter.fit(plan, seen)));
      }
    }
    return errors.isEmpty() ? logErrors(sites, Map.of()) : joined(errors);
  }

  private List<Site> fold(List<Site> sites, int fold, boolean within) {
    return sites.stream()
        .map(site -> site.fold(fold, folds, within))
        .filter(site -> !site.samples().isEmpty())
        .toList();
  }

  private double[] leftOut(FitPlan plan, List<Site> sites) {
    List<double[]> errors = new ArrayList<>();
    for (Site out : sites) {
      List<Site> others = sites.stream().filter(site -> site != out).toList();
      errors.add(out.logErrors(fitter.fit(plan, others)));
    }
    return joined(errors);
  }

  private static double[] logErrors(List<Site> sites, Map<String, Double> parameters) {
    return joined(sites.stream().map(site -> site.logErrors(parameters)).toList());
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
