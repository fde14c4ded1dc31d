package ridgepoint.cli.accuracy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import ridgepoint.area.AreaConstants;
import ridgepoint.calibration.AreaFit;
import ridgepoint.calibration.AreaFit.Found;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.OutputOptions;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.report.text.CsvReport;
import ridgepoint.report.text.JsonText;
import ridgepoint.report.text.TextTable;
import ridgepoint.simulation.Version;

/** {@code ridgepoint calibrate-area}: adjusts the model of area to published dies. */
@Command(
    name = "calibrate-area",
    sortOptions = false,
    description = {
      "Adjusts the constants of the area model (units.yaml, nodes.yaml) to published dies",
      "(dies.yaml), and says how far off the model is on each: with all of them, and with",
      "constants adjusted without it. Nothing is written."
    })
public final class CalibrateAreaCommand implements Callable<Integer> {
  private static final String SCHEMA = "ridgepoint.area-calibration/1";
  private static final double SQUARE_MILLIMETRE = 1e-6;
  private static final int WIDTH = 120;

  private final Terminal terminal;

  @Mixin OutputOptions output = new OutputOptions();

  public CalibrateAreaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    output.check();
    AreaFit fit = new AreaFit(new DeviceLibrary());
    AreaConstants constants = fit.constants();
    List<Found> dies = fit.leaveOneOut(List.of());
    output.write(
        terminal,
        switch (output.formatOr(OutputFormat.TABLE)) {
          case TABLE -> table(dies) + "\n" + table(fit.shipped(), constants);
          case JSON -> json(dies, fit.shipped(), constants);
          case CSV -> CsvReport.table(dies.stream().map(CalibrateAreaCommand::fields).toList());
        });
    return 0;
  }

  private static String table(List<Found> dies) {
    TextTable table =
        new TextTable()
            .left("die")
            .right("published mm2")
            .right("modelled")
            .right("off")
            .right("left out");
    for (Found found : dies) {
      boolean counts = found.die().isAdjustedTo();
      table.row(
          found.die().name(),
          number(found.die().squareMetres() / SQUARE_MILLIMETRE),
          number(found.squareMetres() / SQUARE_MILLIMETRE),
          percent(found.error()),
          counts ? percent(found.leftOutError()) : "no part in it");
    }
    List<Found> counting = dies.stream().filter(found -> found.die().isAdjustedTo()).toList();
    return table.render(WIDTH, false)
        + String.format(
            Locale.ROOT,
            "%d dies have a part in it: off by %.1f %% on average, %.1f %% when left out%n",
            counting.size(),
            100 * mean(counting.stream().map(Found::error).toList()),
            100 * mean(counting.stream().map(Found::leftOutError).toList()));
  }

  private static String table(AreaConstants shipped, AreaConstants adjusted) {
    TextTable table =
        new TextTable().left("constant").right("source").right("ships").right("adjusted");
    for (AreaConstants.Adjusted constant : shipped.adjusted()) {
      table.row(
          constant.path(),
          digits(constant.from()),
          digits(shipped.of(constant.path())),
          digits(adjusted.of(constant.path())));
    }
    return table.render(WIDTH, false);
  }

  private static String json(List<Found> dies, AreaConstants shipped, AreaConstants adjusted) {
    return JsonText.pretty(
        json ->
            json.put("schema", SCHEMA)
                .put("version", Version.current())
                .objects(
                    "dies",
                    dies,
                    (item, found) -> {
                      item.put("die", found.die().name())
                          .put("mm2", found.squareMetres() / SQUARE_MILLIMETRE)
                          .put("published_mm2", found.die().squareMetres() / SQUARE_MILLIMETRE)
                          .put("error", found.error())
                          .put("source", found.die().source());
                      if (found.die().isAdjustedTo()) {
                        item.put("left_out_error", found.leftOutError());
                      }
                    })
                .objects(
                    "constants",
                    shipped.adjusted(),
                    (item, constant) ->
                        item.put("path", constant.path())
                            .put("from", constant.from())
                            .put("shipped", shipped.of(constant.path()))
                            .put("adjusted", adjusted.of(constant.path()))));
  }

  private static Map<String, String> fields(Found found) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("die", found.die().name());
    fields.put("published_mm2", number(found.die().squareMetres() / SQUARE_MILLIMETRE));
    fields.put("mm2", number(found.squareMetres() / SQUARE_MILLIMETRE));
    fields.put("error", digits(found.error()));
    fields.put("left_out_error", found.die().isAdjustedTo() ? digits(found.leftOutError()) : "");
    fields.put("source", found.die().source());
    return fields;
  }

  private static double mean(List<Double> errors) {
    List<Double> sizes = new ArrayList<>(errors);
    sizes.replaceAll(Math::abs);
    return sizes.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
  }
}
