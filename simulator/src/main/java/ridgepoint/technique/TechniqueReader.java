package ridgepoint.technique;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlSection;
import ridgepoint.quantity.Dimension;
import ridgepoint.quantity.Quantity;

/** Reads a technique's description. Values that begin with {@code $} name parameters. */
final class TechniqueReader {
  private static final Pattern REFERENCE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");
  private static final String SCHEMA = "ridgepoint.technique/1";

  private TechniqueReader() {}

  /**
   * Reads a description.
   *
   * @param settings parameters the user set, by name
   * @throws InputException naming file, line and key, or the parameter that does not exist
   */
  static Technique read(YamlNode.Mapping document, Map<String, String> settings) {
    YamlSection root = YamlSection.of(document);
    root.only(
        "schema",
        "id",
        "aliases",
        "name",
        "paper",
        "summary",
        "parameters",
        "changes",
        "needs",
        "kernels",
        "claims");
    root.word("schema", List.of(SCHEMA));
    Map<String, Technique.Parameter> parameters = parameters(root, settings);
    YamlSection paper = root.section("paper").only("title", "published", "url");
    List<Change> changes = new ArrayList<>();
    for (YamlSection change : root.sections("changes")) {
      changes.add(ChangeReader.read(substituted(change, parameters)));
    }
    if (changes.isEmpty()) {
      throw root.failure("changes", "at least one change is wanted");
    }
    return new Technique(
        root.text("id"),
        root.text("name"),
        new Technique.Paper(paper.text("title"), paper.text("published"), paper.text("url")),
        root.text("summary"),
        parameters,
        changes,
        root.constants("needs", Technique.Need.class),
        root.texts("kernels"),
        root.sections("claims").stream().map(TechniqueReader::claim).toList());
  }

  private static Map<String, Technique.Parameter> parameters(
      YamlSection root, Map<String, String> settings) {
    YamlSection section = root.section("parameters");
    for (String name : settings.keySet()) {
      if (!section.has(name)) {
        String allowed =
            section.keys().isEmpty()
                ? "it has none"
                : "it has " + String.join(", ", section.keys());
        throw new InputException(
            "technique '%s' has no parameter '%s'; %s%s"
                .formatted(root.text("id"), name, allowed, NearMatch.hint(name, section.keys())));
      }
    }
    Map<String, Technique.Parameter> parameters = new LinkedHashMap<>();
    for (String name : section.keys()) {
      YamlSection parameter = section.section(name).only("meaning", "value");
      String value = settings.getOrDefault(name, parameter.text("value"));
      parameters.put(name, new Technique.Parameter(parameter.text("meaning"), value));
    }
    return parameters;
  }

  /** The section with every {@code $parameter} in its values replaced. */
  private static YamlSection substituted(
      YamlSection section, Map<String, Technique.Parameter> parameters) {
    return new YamlSection(
        (YamlNode.Mapping) substituted(section.node(), parameters), section.path());
  }

  private static YamlNode substituted(YamlNode node, Map<String, Technique.Parameter> parameters) {
    if (node instanceof YamlNode.Scalar scalar) {
      String text =
          REFERENCE.matcher(scalar.text()).replaceAll(found -> value(found, scalar, parameters));
      return new YamlNode.Scalar(text, scalar.place());
    }
    if (node instanceof YamlNode.Sequence sequence) {
      return new YamlNode.Sequence(
          sequence.items().stream().map(item -> substituted(item, parameters)).toList(),
          sequence.place());
    }
    YamlNode.Mapping mapping = (YamlNode.Mapping) node;
    Map<String, YamlNode> values = new LinkedHashMap<>();
    mapping.values().forEach((key, value) -> values.put(key, substituted(value, parameters)));
    return new YamlNode.Mapping(values, mapping.keyPlaces(), mapping.place());
  }

  private static String value(
      MatchResult found, YamlNode.Scalar scalar, Map<String, Technique.Parameter> parameters) {
    Technique.Parameter parameter = parameters.get(found.group(1));
    if (parameter == null) {
      throw new InputException(
          "%s: '%s' names no parameter%s"
              .formatted(
                  scalar.place(),
                  found.group(),
                  NearMatch.hint(found.group(1), parameters.keySet())));
    }
    return Matcher.quoteReplacement(parameter.value());
  }

  private static Claim claim(YamlSection section) {
    section.only("id", "statement", "source", "verified", "metric", "speedup", "remark", "cases");
    Claim.Metric metric = section.constant("metric", Claim.Metric.class);
    OptionalDouble speedup =
        section.has("speedup")
            ? OptionalDouble.of(section.number("speedup", 0, 1e6))
            : OptionalDouble.empty();
    List<Claim.Case> cases =
        section.sections("cases").stream().map(item -> claimCase(item, metric)).toList();
    return new Claim(
        section.text("id"),
        section.text("statement"),
        section.text("source"),
        section.flag("verified"),
        metric,
        speedup,
        cases,
        section.optionalText("remark").orElse(""));
  }

  private static Claim.Case claimCase(YamlSection section, Claim.Metric metric) {
    section.only("name", "command", "commands", "published");
    OptionalDouble published =
        section.has("published")
            ? OptionalDouble.of(quantity(section, metric.dimension()))
            : OptionalDouble.empty();
    List<String> commands =
        section.has("commands") ? section.texts("commands") : List.of(section.text("command"));
    return new Claim.Case(section.text("name"), commands, published);
  }

  private static double quantity(YamlSection section, Dimension dimension) {
    try {
      return Quantity.parse(section.text("published"), dimension);
    } catch (InputException exception) {
      throw section.failure("published", exception.getMessage(), exception);
    }
  }
}
