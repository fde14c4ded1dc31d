package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * @param unseen errors on rows, or for generations on devices, that the fit did not see
   */
  public record Found(Map<String, Double> parameters, Errors before, Errors fitted, Errors unseen) {
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
    Site site = Site.of(samples);
    Map<String, Double> found = fitter.fit(plan, List.of(site));
    return new Found(
        found,
        Errors.of(site.logErrors(Map.of())),
        Errors.of(site.logErrors(found)),
        Errors.of(crossValidated(plan, site)));
  }

  /** Every fold predicted by a fit to the others. */
  private double[] crossValidated(FitPlan plan, Site site) {
    List<double[]> errors = new ArrayList<>();
    byFold(plan, site).forEach((unseen, found) -> errors.add(site.with(unseen).logErrors(found)));
    return joined(errors.isEmpty() ? List.of(site.logErrors(Map.of())) : errors);
  }

  /** What the rows outside of each fold tell, by the rows of the fold: every n-th one. */
  private Map<List<KernelSample>, Map<String, Double>> byFold(FitPlan plan, Site site) {
    Map<List<KernelSample>, Map<String, Double>> found = new LinkedHashMap<>();
    for (int fold = 0; fold < folds; fold++) {
      List<KernelSample> seen = new ArrayList<>();
      List<KernelSample> unseen = new ArrayList<>();
      for (int i = 0; i < site.samples().size(); i++) {
        (i % folds == fold ? unseen : seen).add(site.samples().get(i));
      }
      if (!seen.isEmpty() && !unseen.isEmpty()) {
        found.put(unseen, fitter.fit(plan, List.of(site.with(seen))));
      }
    }
    return found;
  }

  /**
   * Fits defaults to several devices together.
   *
   * @param samples those of one software and family by device; each device counts alike
   * @return errors on the unseen are those of every device predicted by a fit to the others; of a
   *     single device, those of cross-validation over its rows
   */
  public Found generation(FitPlan plan, List<List<KernelSample>> samples) {
    List<Site> sites = samples.stream().map(Site::of).toList();
    Map<String, Double> found = fitter.fit(plan, sites);
    return new Found(
        found,
        Errors.of(logErrors(sites, Map.of())),
        Errors.of(logErrors(sites, found)),
        Errors.of(sites.size() == 1 ? crossValidated(plan, sites.get(0)) : leftOut(plan, sites)));
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
