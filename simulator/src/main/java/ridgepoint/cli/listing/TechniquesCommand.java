package ridgepoint.cli.listing;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import ridgepoint.cli.frame.Lines;
import ridgepoint.cli.frame.ListingOptions;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.report.text.JsonText;
import ridgepoint.report.text.TextTable;
import ridgepoint.technique.Change;
import ridgepoint.technique.Claim;
import ridgepoint.technique.Technique;
import ridgepoint.technique.TechniqueLibrary;

/** Lists techniques, or explains one. */
@Command(
    name = "techniques",
    description = {
      "Lists the acceleration techniques that --technique applies, or explains one.",
      "A technique takes parameters: --technique gptq:bits=3,group=1024"
    })
public final class TechniquesCommand implements Runnable {
  private static final int WIDTH = 120;

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "A technique's id or alias, or the path of a description.")
  private String id;

  @Mixin private ListingOptions listing = new ListingOptions();

  public TechniquesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    TechniqueLibrary library = new TechniqueLibrary();
    if (id != null) {
      Technique technique = library.load(id);
      terminal.print(
          listing.isJson()
              ? JsonText.pretty(json -> describe(json, technique))
              : explanation(technique));
      return;
    }
    List<Technique> techniques = library.ids().stream().map(library::load).toList();
    terminal.print(
        listing.isJson()
            ? JsonText.pretty(
                json ->
                    json.put("schema", "ridgepoint.techniques/1")
                        .objects("techniques", techniques, TechniquesCommand::describe))
            : list(techniques));
  }

  private static String list(List<Technique> techniques) {
    TextTable table =
        new TextTable().left("id").left("published").right("claims").flexible("what it changes");
    for (Technique technique : techniques) {
      table.row(
          technique.id(),
          technique.paper().published(),
          Integer.toString(technique.claims().size()),
          String.join("; ", technique.changes().stream().map(Change::text).toList()));
    }
    return table.render(WIDTH, false)
        + "\n"
        + "ridgepoint techniques ID explains one; ridgepoint reproduce ID holds its claims against"
        + " predictions\n";
  }

  private static String explanation(Technique technique) {
    Lines out = new Lines();
    out.add("%s (%s)", technique.name(), technique.id());
    out.add("  %s", technique.summary());
    out.add("paper    %s, %s", technique.paper().title(), technique.paper().published());
    out.add("         %s", technique.paper().url());
    for (Change change : technique.changes()) {
      out.add("changes  %s: %s", change.aspect().text(), change.text());
    }
    for (Technique.Need need : technique.needs()) {
      out.add("needs    %s", need.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    out.add("kernels  %s", String.join(", ", technique.kernels()));
    technique
        .parameters()
        .forEach(
            (name, parameter) ->
                out.add("set      %s=%s  %s", name, parameter.value(), parameter.meaning()));
    for (Claim claim : technique.claims()) {
      out.add("claim    %s: %s", claim.id(), claim.statement());
      out.add("         %s%s", claim.source(), claim.verified() ? "" : " (source not read)");
    }
    return out.toString();
  }

  private static void describe(JsonText json, Technique technique) {
    json.put("id", technique.id())
        .put("name", technique.name())
        .put("summary", technique.summary())
        .object(
            "paper",
            paper ->
                paper
                    .put("title", technique.paper().title())
                    .put("published", technique.paper().published())
                    .put("url", technique.paper().url()))
        .object(
            "parameters",
            parameters ->
                technique
                    .parameters()
                    .forEach((name, parameter) -> parameters.put(name, parameter.value())))
        .strings("changes", technique.changes().stream().map(Change::text).toList())
        .strings("kernels", technique.kernels())
        .objects(
            "claims",
            technique.claims(),
            (item, claim) ->
                item.put("id", claim.id())
                    .put("statement", claim.statement())
                    .put("source", claim.source())
                    .put("verified", claim.verified()));
  }
}
