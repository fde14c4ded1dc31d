package ridgepoint.report.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ridgepoint.area.AreaUnit;
import ridgepoint.area.PublishedDie;
import ridgepoint.area.SiliconArea;
import ridgepoint.ownership.MakingCost;
import ridgepoint.ownership.OwnershipCost;
import ridgepoint.report.Quantity;

/** Silicon, cost of making and cost of ownership of a device as a table, JSON and CSV. */
public final class AreaText {
  private static final String SCHEMA = "ridgepoint.area/1";
  private static final int WIDTH = 100;
  private static final double SQUARE_MILLIMETRE = 1e-6;

  private AreaText() {}

  /**
   * What was asked and what came of it.
   *
   * @param changes made to the description, as given
   * @param published what is known of its die; empty for changed devices
   * @param price to buy one
   * @param wattsPerDevice while it works
   * @param tokensPerSecond of one device, where given
   */
  public record Run(
      String version,
      String device,
      List<String> changes,
      SiliconArea area,
      Optional<PublishedDie> published,
      MakingCost making,
      double price,
      double wattsPerDevice,
      OwnershipCost ownership,
      OptionalDouble tokensPerSecond) {
    public Run {
      changes = List.copyOf(changes);
    }

    private OptionalDouble perMillionTokens() {
      return tokensPerSecond.isPresent()
          ? OptionalDouble.of(ownership.perMillionTokens(tokensPerSecond.getAsDouble()))
          : OptionalDouble.empty();
    }
  }

  public static String json(Run run) {
    return JsonText.pretty(json -> write(json, run));
  }

  public static String jsonLine(Run run) {
    return JsonText.line(json -> write(json, run));
  }

  private static void write(JsonText json, Run run) {
    SiliconArea area = run.area();
    json.put("schema", SCHEMA)
        .put("version", run.version())
        .put("hw", run.device())
        .strings("set", run.changes())
        .put("node", area.node().id())
        .put("area_mm2", mm2(area.squareMetres()))
        .put("dies", area.chiplets())
        .put("die_mm2", mm2(area.dieSquareMetres()))
        .put("io_dies", area.ioChiplets())
        .put("io_die_mm2", mm2(area.ioDieSquareMetres()))
        .put("exposable", run.making().exposable())
        .objects("units", units(area), (item, unit) -> describe(item, unit, area));
    run.published().ifPresent(die -> json.object("published", body -> describe(body, die, area)));
    MakingCost making = run.making();
    json.object(
            "making_usd",
            body ->
                body.put("dies", making.dies())
                    .put("test", making.test())
                    .put("packaging", making.packaging())
                    .put("memory", making.memory())
                    .put("board", making.board())
                    .put("total", making.total()))
        .put("die_yield", making.yield())
        .put("price_usd", run.price())
        .put("watts", run.wattsPerDevice())
        .object(
            "ownership_usd_per_hour",
            body ->
                body.put("capital", run.ownership().capital())
                    .put("operation", run.ownership().operation())
                    .put("energy", run.ownership().energy())
                    .put("total", run.ownership().perHour()))
        .put("utilization", run.ownership().utilization());
    run.tokensPerSecond().ifPresent(tokens -> json.put("tokens_per_s", tokens));
    run.perMillionTokens().ifPresent(price -> json.put("usd_per_million_tokens", price));
  }

  private static void describe(JsonText json, AreaUnit unit, SiliconArea area) {
    json.put("unit", unit.id())
        .put("mm2", mm2(area.squareMetres(unit)))
        .put("share", area.squareMetres(unit) / area.squareMetres());
  }

  private static void describe(JsonText json, PublishedDie die, SiliconArea area) {
    json.put("die", die.name())
        .put("mm2", mm2(die.squareMetres()))
        .put("error", area.dieSquareMetres() / die.squareMetres() - 1)
        .put("source", die.source());
    die.leftOutError().ifPresent(error -> json.put("left_out_error", error));
    json.objects(
        "parts",
        die.partNames(),
        (item, part) ->
            item.put("part", part)
                .put("mm2", mm2(PublishedDie.modelled(part, area)))
                .put("published_mm2", mm2(die.parts().get(part).squareMetres())));
  }

  public static String csv(Run run) {
    return CsvReport.table(List.of(fields(run)));
  }

  /** By column. */
  public static Map<String, String> fields(Run run) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("hw", run.device());
    fields.put("set", String.join(" ", run.changes()));
    fields.put("area_mm2", Quantity.plain(mm2(run.area().squareMetres())));
    fields.put("die_mm2", Quantity.plain(mm2(run.area().dieSquareMetres())));
    for (AreaUnit unit : AreaUnit.values()) {
      fields.put(unit.id() + "_mm2", Quantity.plain(mm2(run.area().squareMetres(unit))));
    }
    fields.put("die_yield", Quantity.plain(run.making().yield()));
    fields.put("making_usd", Quantity.plain(run.making().total()));
    fields.put("price_usd", Quantity.plain(run.price()));
    fields.put("usd_per_hour", Quantity.plain(run.ownership().perHour()));
    fields.put(
        "usd_per_million_tokens",
        run.perMillionTokens().isPresent()
            ? Quantity.plain(run.perMillionTokens().getAsDouble())
            : "");
    return fields;
  }

  /** For people. */
  public static String table(Run run) {
    StringBuilder text = new StringBuilder(unitTable(run));
    run.published().ifPresent(die -> text.append('\n').append(partTable(die, run.area())));
    return text.append('\n').append(money(run)).toString();
  }

  private static String unitTable(Run run) {
    SiliconArea area = run.area();
    TextTable table = new TextTable().left(run.device()).right("mm2").right("share");
    for (AreaUnit unit : units(area)) {
      table.row(
          unit.id().replace('_', ' '),
          number(mm2(area.squareMetres(unit)), 1),
          Quantity.percent(area.squareMetres(unit) / area.squareMetres()));
    }
    table.row("all " + dies(area), number(mm2(area.squareMetres()), 1), "");
    return table.render(WIDTH, false)
        + (run.making().exposable()
            ? ""
            : "by these figures a die is larger than a scanner exposes at once\n");
  }

  private static String dies(SiliconArea area) {
    String dies = area.chiplets() == 1 ? "(1 die)" : "(" + area.chiplets() + " dies)";
    return area.ioChiplets() == 0
        ? dies
        : dies.replace(")", " and " + area.ioChiplets() + " for input and output)");
  }

  private static String partTable(PublishedDie die, SiliconArea area) {
    TextTable table = new TextTable().left(die.name()).right("mm2").right("published").right("off");
    table.row(row("die", area.dieSquareMetres(), die.squareMetres()));
    for (String part : die.partNames()) {
      table.row(
          row(
              part.replace('_', ' '),
              PublishedDie.modelled(part, area),
              die.parts().get(part).squareMetres()));
    }
    String leftOut =
        die.leftOutError().isPresent()
            ? String.format(
                Locale.ROOT,
                "; %+.1f %% with constants adjusted without it",
                100 * die.leftOutError().getAsDouble())
            : "";
    return table.render(WIDTH, false) + die.source() + leftOut + "\n";
  }

  private static String[] row(String name, double ours, double published) {
    return new String[] {
      name,
      number(mm2(ours), 1),
      number(mm2(published), 1),
      String.format(Locale.ROOT, "%+.1f %%", 100 * (ours / published - 1))
    };
  }

  private static String money(Run run) {
    MakingCost making = run.making();
    TextTable table = new TextTable().left("to make, buy and own").right("USD");
    table.row("good dies, " + Quantity.percent(making.yield()) + " sold", number(making.dies(), 0));
    table.row("test", number(making.test(), 0));
    table.row("packaging", number(making.packaging(), 0));
    table.row("memory", number(making.memory(), 0));
    table.row("board", number(making.board(), 0));
    table.row("to make one", number(making.total(), 0));
    table.row("to buy one", number(run.price(), 0));
    table.row("capital per hour", number(run.ownership().capital(), 3));
    table.row("operation per hour", number(run.ownership().operation(), 3));
    table.row("electricity per hour", number(run.ownership().energy(), 3));
    table.row("to own one per hour", number(run.ownership().perHour(), 3));
    if (run.perMillionTokens().isPresent()) {
      table.row("a million tokens", number(run.perMillionTokens().getAsDouble(), 3));
    }
    return table.render(WIDTH, false);
  }

  private static List<AreaUnit> units(SiliconArea area) {
    List<AreaUnit> units = new ArrayList<>();
    for (AreaUnit unit : AreaUnit.values()) {
      if (area.squareMetres(unit) > 0) {
        units.add(unit);
      }
    }
    return units;
  }

  private static double mm2(double squareMetres) {
    return squareMetres / SQUARE_MILLIMETRE;
  }

  private static String number(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
