package ridgepoint.model.library;

import java.util.List;
import ridgepoint.input.YamlNode;
import ridgepoint.input.YamlSection;
import ridgepoint.model.Embeddings;
import ridgepoint.model.Head;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.NormStyle;
import ridgepoint.model.Publication;
import ridgepoint.operator.Norm;

/** Makes a model from its YAML description. */
final class ModelReader {
  static final String SCHEMA = "ridgepoint.model/1";

  private ModelReader() {}

  /**
   * @throws ridgepoint.input.InputException naming file, line and key of what is missing, unknown
   *     or impossible
   */
  static ModelSpec read(YamlNode.Mapping document) {
    YamlSection root =
        YamlSection.of(document)
            .only(
                "schema",
                "id",
                "name",
                "aliases",
                "source",
                "parameters",
                "direction",
                "hidden_size",
                "layers",
                "maximum_positions",
                "embeddings",
                "norms",
                "mixer",
                "feed_forward",
                "head");
    root.word("schema", List.of(SCHEMA));
    Embeddings embeddings = embeddings(root.section("embeddings"));
    int layers = root.count("layers", 1, Most.LAYERS);
    long hiddenSize = root.count("hidden_size", 1, Most.FEATURES);
    return new ModelSpec(
        root.text("id"),
        root.text("name"),
        publication(root),
        root.constant("direction", ModelSpec.Direction.class),
        hiddenSize,
        root.count("maximum_positions", 0, Most.TOKENS, 0),
        embeddings,
        Layers.of(
            MixerReader.read(root.section("mixer"), layers, embeddings),
            FeedForwardReader.read(root.section("feed_forward"), layers)),
        norms(root.section("norms")),
        head(root.section("head"), embeddings, hiddenSize));
  }

  private static Publication publication(YamlSection section) {
    List<String> aliases = section.texts("aliases");
    String source = section.optionalText("source").orElse("");
    if (!section.has("parameters")) {
      return new Publication(aliases, source, 0, "");
    }
    YamlSection parameters = section.section("parameters").only("published", "source");
    return new Publication(
        aliases,
        source,
        parameters.count("published", 1, Most.PARAMETERS),
        parameters.text("source"));
  }

  private static Embeddings embeddings(YamlSection section) {
    section.only(
        "vocabulary",
        "positions",
        "position_rows",
        "type_rows",
        "norm",
        "patch_size",
        "image_size");
    boolean isImage = section.has("patch_size");
    Embeddings.Positions positions = section.constant("positions", Embeddings.Positions.class);
    int patch = isImage ? section.count("patch_size", 1, Most.HEADS) : 0;
    int image = isImage ? section.count("image_size", 1, Most.HEADS) : 0;
    if (isImage && image % patch != 0) {
      throw section.failure("image_size", image + " is not a multiple of patch_size " + patch);
    }
    return new Embeddings(
        isImage ? 0 : section.count("vocabulary", 1, Most.FEATURES),
        positions,
        positions == Embeddings.Positions.LEARNED
            ? section.count("position_rows", 1, Most.TOKENS)
            : 0,
        section.count("type_rows", 0, Most.TOKENS, 0),
        section.optionalFlag("norm"),
        patch,
        image);
  }

  private static NormStyle norms(YamlSection section) {
    section.only("type", "placement", "final");
    return new NormStyle(
        section.constant("type", Norm.Type.class),
        section.constant("placement", NormStyle.Placement.class),
        section.optionalFlag("final"));
  }

  private static Head head(YamlSection section, Embeddings embeddings, long hiddenSize) {
    section.only("kind", "outputs", "tied", "bias", "soft_cap");
    Head.Kind kind = section.constant("kind", Head.Kind.class);
    long usual =
        switch (kind) {
          case LANGUAGE -> embeddings.vocabularySize();
          case POOLER -> hiddenSize;
          case CLASSIFIER -> section.count("outputs", 1, Most.FEATURES);
          case NONE -> 0;
        };
    return new Head(
        kind,
        section.count("outputs", 0, Most.FEATURES, usual),
        section.optionalFlag("tied"),
        section.optionalFlag("bias"),
        section.number("soft_cap", 0, Most.SOFT_CAP, 0));
  }
}
