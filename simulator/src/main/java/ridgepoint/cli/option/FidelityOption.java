package ridgepoint.cli.option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.report.FidelityComparison;
import ridgepoint.report.RunResult.OperatorRow;
import ridgepoint.report.text.FidelityText;
import ridgepoint.simulation.Version;

/** Asks for all fidelities side by side instead of one. */
public final class FidelityOption {
  @Option(
      names = "--compare-fidelity",
      description = "Show roofline, pipeline and cycle side by side for every operator.")
  public boolean asked;

  /** An operator as one of the fidelities sees it. */
  public record PhaseRow(String phase, OperatorRow row) {}

  /**
   * The comparison.
   *
   * @param rows of a fidelity; the same operators in the same order for each of them
   */
  public static FidelityComparison comparison(
      String hardware, Function<Fidelity, List<PhaseRow>> rows) {
    List<Fidelity> fidelities = Arrays.asList(Fidelity.values());
    List<List<PhaseRow>> all = fidelities.stream().map(rows).toList();
    List<FidelityComparison.Row> compared = new ArrayList<>();
    for (int i = 0; i < all.get(0).size(); i++) {
      int at = i;
      PhaseRow first = all.get(0).get(i);
      compared.add(
          new FidelityComparison.Row(
              first.phase(),
              first.row().name(),
              first.row().shape(),
              all.stream().map(each -> each.get(at).row().latencySeconds()).toList(),
              all.stream().map(each -> each.get(at).row().boundDetail()).toList()));
    }
    return new FidelityComparison(Version.current(), hardware, Fidelity.ids(), compared);
  }

  /** A comparison in the form asked for. */
  public static String text(FidelityComparison comparison, OutputFormat format) {
    return switch (format) {
      case TABLE -> FidelityText.table(comparison);
      case JSON -> FidelityText.json(comparison);
      case CSV -> FidelityText.csv(comparison);
    };
  }
}
