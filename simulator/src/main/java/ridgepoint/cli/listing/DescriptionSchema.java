package ridgepoint.cli.listing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import ridgepoint.input.InputException;

/**
 * Holds a description against the JSON Schema that editors use. The strict loader refuses more and
 * says it better; this makes sure that what an editor shows as right is right.
 */
public final class DescriptionSchema {
  private static final String FOLDER = "/hw/";

  private DescriptionSchema() {}

  /**
   * Checks a file that the loader has already accepted.
   *
   * @throws InputException naming the file and the first key that the schema refuses
   */
  public static void check(Path file) {
    try {
      List<String> problems = problems(Files.readString(file));
      if (!problems.isEmpty()) {
        throw new InputException(file + ": " + problems.get(0));
      }
    } catch (IOException exception) {
      throw new InputException(file + ": cannot be read: " + exception.getMessage(), exception);
    }
  }

  /** What the schema that the text names refuses, by place; empty when it is valid. */
  public static List<String> problems(String yaml) throws IOException {
    JsonNode description = new YAMLMapper().readTree(yaml);
    String name = description.path("schema").asText();
    return schema(name.replaceAll("ridgepoint\\.(\\w+)/\\d+", "$1")).validate(description).stream()
        .sorted(Comparator.comparing(message -> message.getInstanceLocation().toString()))
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private static JsonSchema schema(String kind) throws IOException {
    try (InputStream stream =
        DescriptionSchema.class.getResourceAsStream(FOLDER + kind + ".schema.json")) {
      if (stream == null) {
        throw new InputException("schema: there is none for '" + kind + "'");
      }
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(stream);
    }
  }
}
