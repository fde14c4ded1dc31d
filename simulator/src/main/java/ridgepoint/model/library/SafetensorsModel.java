package ridgepoint.model.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ridgepoint.input.InputException;
import ridgepoint.model.Activation;
import ridgepoint.model.DenseFeedForward;
import ridgepoint.model.Embeddings;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.Head;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.NormStyle;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Norm;

/**
 * A model from a safetensors header. The config.json beside it tells the architecture; without one,
 * the tensors' names and shapes do when they can.
 */
final class SafetensorsModel {
  private static final double AGREEMENT = 0.005;
  private static final Pattern LAYER = Pattern.compile("(?:model\\.)?layers\\.(\\d{1,4})\\..*");
  private static final String FIRST = "model.layers.0.";

  private SafetensorsModel() {}

  static Checkpoint read(Path file) throws IOException {
    List<StoredTensor> tensors = SafetensorsHeader.read(file);
    double bytes = tensors.stream().mapToDouble(StoredTensor::bytes).sum();
    double elements = tensors.stream().mapToDouble(StoredTensor::elements).sum();
    Path config = ModelFile.configBeside(file);
    List<String> notes = new ArrayList<>();
    Checkpoint described;
    if (Files.exists(config)) {
      described = HuggingFaceConfig.read(config);
      notes.add("architecture from " + config);
    } else {
      described = Checkpoint.of(inferred(file, tensors));
      notes.add("architecture from the names and shapes of the tensors");
    }
    double computed = described.model().parameters().total();
    if (Math.abs(elements / computed - 1) > AGREEMENT) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s stores %.0f elements, the architecture has %.0f parameters: packed weights or one"
                  + " part of several",
              file,
              elements,
              computed));
    }
    Optional<Format> stored = described.weights().or(() -> format(tensors));
    return new Checkpoint(described.model(), stored, OptionalDouble.of(bytes), notes);
  }

  /** The plain type that most bytes are stored in. */
  private static Optional<Format> format(List<StoredTensor> tensors) {
    Map<String, Double> bytes = new LinkedHashMap<>();
    tensors.forEach(tensor -> bytes.merge(tensor.type(), tensor.bytes(), Double::sum));
    return bytes.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .flatMap(
            entry ->
                switch (entry.getKey()) {
                  case "F32" -> Optional.of(DataType.FP32);
                  case "F16" -> Optional.of(DataType.FP16);
                  case "BF16" -> Optional.of(DataType.BF16);
                  case "F8_E4M3" -> Optional.of(DataType.FP8_E4M3);
                  case "F8_E5M2" -> Optional.of(DataType.FP8_E5M2);
                  case "I8" -> Optional.of(DataType.INT8);
                  default -> Optional.<DataType>empty();
                })
        .map(Format::of);
  }

  /** A Llama-like decoder whose head size is told by its query norm; nothing else is guessed. */
  private static ModelSpec inferred(Path file, List<StoredTensor> tensors) {
    Map<String, StoredTensor> byName = new LinkedHashMap<>();
    int layers = 0;
    for (StoredTensor tensor : tensors) {
      byName.put(tensor.name(), tensor);
      Matcher matcher = LAYER.matcher(tensor.name());
      if (matcher.matches()) {
        layers = Math.max(layers, Integer.parseInt(matcher.group(1)) + 1);
      }
    }
    List<String> wanted =
        List.of(
            "model.embed_tokens.weight",
            FIRST + "self_attn.q_proj.weight",
            FIRST + "self_attn.k_proj.weight",
            FIRST + "self_attn.q_norm.weight",
            FIRST + "mlp.gate_proj.weight",
            "model.norm.weight");
    List<String> missing = wanted.stream().filter(name -> !byName.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new InputException(
          "%s: the tensors do not tell the architecture, missing: %s; put the model's config.json beside the file"
              .formatted(file, String.join(", ", missing)));
    }
    StoredTensor table = byName.get(wanted.get(0));
    int headDim = (int) byName.get(wanted.get(3)).lastDimension();
    int heads = (int) (byName.get(wanted.get(1)).firstDimension() / Math.max(1, headDim));
    int kvHeads = (int) (byName.get(wanted.get(2)).firstDimension() / Math.max(1, headDim));
    boolean bias = byName.containsKey(FIRST + "self_attn.q_proj.bias");
    long vocabulary = table.firstDimension();
    boolean tied = !byName.containsKey("lm_head.weight");
    Sizes sizes =
        new Sizes(
            ModelSpec.Direction.DECODER,
            table.lastDimension(),
            0,
            new Embeddings(vocabulary, Embeddings.Positions.ROTARY, 0, 0, false, 0, 0),
            Collections.nCopies(
                layers,
                new GroupedAttention(
                    heads, kvHeads, headDim, headDim, 0, true, bias, false, 0, false)),
            Collections.nCopies(
                layers,
                new DenseFeedForward(
                    byName.get(wanted.get(4)).firstDimension(), Activation.SILU, true, false)),
            new NormStyle(Norm.Type.RMS, NormStyle.Placement.PRE, true),
            new Head(Head.Kind.LANGUAGE, vocabulary, tied, false, 0));
    return sizes.model(file.getFileName().toString(), file.toString());
  }
}
