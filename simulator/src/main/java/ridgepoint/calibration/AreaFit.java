package ridgepoint.calibration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;
import ridgepoint.area.AreaConstants;
import ridgepoint.area.AreaModel;
import ridgepoint.area.PublishedDie;
import ridgepoint.area.SiliconArea;
import ridgepoint.hardware.library.DeviceLibrary;

/**
 * Adjusts the constants of the model of area to published dies.
 *
 * <p>Maximum a posteriori: errors of dies and of their parts are normal, with the tolerance that
 * each is published with; logarithms of the constants are normal around what their sources say.
 * Minimised by Levenberg and Marquardt's method.
 */
public final class AreaFit {
  /** Tolerance of a die's area as a share: what a model of two dozen constants can be held to. */
  private static final double DIE_WITHIN = 0.04;

  private static final double STEP = 1e-5;
  private static final double CONVERGED = 1e-7;
  private static final int MOST_ITERATIONS = 200;

  private final AreaModel model = AreaModel.shipped();
  private final AreaConstants shipped = AreaConstants.shipped();
  private final List<Target> targets = new ArrayList<>();

  /** A die, and its silicon as a model has it. */
  private record Target(PublishedDie die, Function<AreaModel, SiliconArea> silicon) {}

  /**
   * What is found of one die.
   *
   * @param squareMetres with constants adjusted to all dies that count
   * @param leftOutSquareMetres with constants adjusted without this one; the same for a die that
   *     does not count
   */
  public record Found(PublishedDie die, double squareMetres, double leftOutSquareMetres) {
    /** Share by which the model is off. */
    public double error() {
      return squareMetres / die.squareMetres() - 1;
    }

    /** The same when the die had no part in it. */
    public double leftOutError() {
      return leftOutSquareMetres / die.squareMetres() - 1;
    }
  }

  /** For the dies that ship with the program. */
  public AreaFit(DeviceLibrary library) {
    for (PublishedDie die : PublishedDie.shipped()) {
      targets.add(new Target(die, die.silicon(library)));
    }
  }

  /** The constants as they ship. */
  public AreaConstants shipped() {
    return shipped;
  }

  /** Constants adjusted to all dies that count. */
  public AreaConstants constants() {
    return shipped.with(named(fit(counting(""), sources())));
  }

  /**
   * Every die, modelled with and without having a part in the adjustment.
   *
   * @param names of the dies that are left out in turn; none for all
   */
  public List<Found> leaveOneOut(List<String> names) {
    double[] all = fit(counting(""), sources());
    return targets.stream()
        .filter(target -> names.isEmpty() || names.contains(target.die().name()))
        .parallel()
        .map(
            target -> {
              double[] others =
                  target.die().isAdjustedTo() ? fit(counting(target.die().name()), all) : all;
              return new Found(target.die(), modelled(target, all), modelled(target, others));
            })
        .toList();
  }

  private double modelled(Target target, double[] logarithms) {
    AreaModel adjusted = model.with(shipped.with(named(logarithms)));
    return target.die().modelled(target.silicon().apply(adjusted));
  }

  /** The dies that constants are adjusted to, except one. */
  private List<Target> counting(String except) {
    return targets.stream()
        .filter(target -> target.die().isAdjustedTo() && !target.die().name().equals(except))
        .toList();
  }

  /** Logarithms of what the sources say. */
  private double[] sources() {
    return shipped.adjusted().stream().mapToDouble(each -> Math.log(each.from())).toArray();
  }

  private Map<String, Double> named(double[] logarithms) {
    Map<String, Double> constants = new LinkedHashMap<>();
    for (int i = 0; i < logarithms.length; i++) {
      constants.put(shipped.adjusted().get(i).path(), Math.exp(logarithms[i]));
    }
    return constants;
  }

  private double[] fit(List<Target> dies, double[] start) {
    int residuals = residuals(start, dies).length;
    return new LevenbergMarquardtOptimizer()
        .optimize(
            new LeastSquaresBuilder()
                .start(start)
                .target(new double[residuals])
                .model(point -> linearised(point, dies))
                .checker(
                    (iteration, before, after) ->
                        before.getPoint().getLInfDistance(after.getPoint()) < CONVERGED)
                .maxEvaluations(MOST_ITERATIONS)
                .maxIterations(MOST_ITERATIONS)
                .build())
        .getPoint()
        .toArray();
  }

  private Pair<RealVector, RealMatrix> linearised(RealVector point, List<Target> dies) {
    double[] at = point.toArray();
    double[] here = residuals(at, dies);
    double[][] slopes = new double[here.length][at.length];
    for (int i = 0; i < at.length; i++) {
      double[] beside = at.clone();
      beside[i] += STEP;
      double[] there = residuals(beside, dies);
      for (int k = 0; k < here.length; k++) {
        slopes[k][i] = (there[k] - here[k]) / STEP;
      }
    }
    return Pair.create(new ArrayRealVector(here, false), new Array2DRowRealMatrix(slopes, false));
  }

  /** How far off everything is, in tolerances: dies, their parts, and constants. */
  private double[] residuals(double[] logarithms, List<Target> dies) {
    AreaModel adjusted = model.with(shipped.with(named(logarithms)));
    List<Double> residuals = new ArrayList<>();
    for (Target target : dies) {
      PublishedDie die = target.die();
      SiliconArea area = target.silicon().apply(adjusted);
      residuals.add((die.modelled(area) / die.squareMetres() - 1) / DIE_WITHIN);
      for (String name : die.partNames()) {
        PublishedDie.Part part = die.parts().get(name);
        double modelled = PublishedDie.modelled(name, area);
        residuals.add((modelled / part.squareMetres() - 1) / part.within());
      }
    }
    for (int i = 0; i < logarithms.length; i++) {
      AreaConstants.Adjusted constant = shipped.adjusted().get(i);
      residuals.add((logarithms[i] - Math.log(constant.from())) / constant.spread());
    }
    return residuals.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
