package ridgepoint.model.library;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.model.ModelSpec;
import ridgepoint.number.Format;

/** Reads a Hugging Face config.json: its {@code model_type} decides what the fields mean. */
final class HuggingFaceConfig {
  private static final List<String> GENERAL_FIELDS =
      List.of(
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "intermediate_size",
          "vocab_size",
          "hidden_act");

  private HuggingFaceConfig() {}

  private static Map<String, Function<ConfigFields, Sizes>> families() {
    Map<String, Function<ConfigFields, Sizes>> families = new LinkedHashMap<>();
    families.put("llama", LlamaFamily::llama);
    families.put("mistral", LlamaFamily::llama);
    families.put("qwen2", LlamaFamily::qwen2);
    families.put("qwen3", LlamaFamily::qwen3);
    families.put("phi3", LlamaFamily::llama);
    families.put("gemma2", LlamaFamily::gemma2);
    families.put("gemma3_text", LlamaFamily::gemma3);
    families.put("mixtral", ExpertFamily::mixtral);
    families.put("qwen3_moe", ExpertFamily::qwen3);
    families.put("deepseek_v2", ExpertFamily::deepseek);
    families.put("deepseek_v3", ExpertFamily::deepseek);
    families.put("gpt_oss", ExpertFamily::gptOss);
    families.put("gpt2", ClassicFamily::gpt2);
    families.put("opt", ClassicFamily::opt);
    families.put("gptj", ClassicFamily::gptJ);
    families.put("bert", ClassicFamily::bert);
    return families;
  }

  static Checkpoint read(Path file) throws IOException {
    ConfigFields fields = ConfigFields.read(file);
    String type = fields.text("model_type", "");
    if (type.equals("gemma3") && fields.has("text_config")) {
      fields = fields.section("text_config");
      type = "gemma3_text";
    }
    Function<ConfigFields, Sizes> family = families().get(type);
    if (family == null) {
      throw unknown(fields, type);
    }
    Sizes sizes = family.apply(fields);
    fields.refuseMissing("model_type " + type);
    ModelSpec model = sizes.model(name(file), file.toString());
    return new Checkpoint(
        model, weights(fields), OptionalDouble.empty(), List.of("sizes from " + file));
  }

  private static InputException unknown(ConfigFields fields, String type) {
    List<String> known = List.copyOf(families().keySet());
    List<String> absent = fields.absent(GENERAL_FIELDS);
    String problem =
        type.isEmpty()
            ? "model_type is missing"
            : "model_type '" + type + "' is not known" + NearMatch.hint(type, known);
    return new InputException(
        "%s: %s; known: %s; %s, describe the model in YAML instead"
            .formatted(
                fields.file(),
                problem,
                String.join(", ", known),
                absent.isEmpty()
                    ? "no general field is missing"
                    : "missing fields: " + String.join(", ", absent)));
  }

  /** The folder's name, which is what people call the model. */
  private static String name(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null || folder.getFileName() == null
        ? "model"
        : folder.getFileName().toString();
  }

  private static Optional<Format> weights(ConfigFields fields) {
    if (fields.has("quantization_config")) {
      return Optional.of(QuantizationConfig.format(fields.section("quantization_config")));
    }
    return ridgepoint.number.DataType.parse(fields.text("torch_dtype", fields.text("dtype", "")))
        .map(Format::of);
  }
}
