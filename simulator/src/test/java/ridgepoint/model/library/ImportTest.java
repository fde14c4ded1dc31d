package ridgepoint.model.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ridgepoint.input.InputException;
import ridgepoint.model.GroupedAttention;
import ridgepoint.model.ModelSpec;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;

class ImportTest {
  private static final String LLAMA =
      """
      {"model_type": "llama", "hidden_size": 4096, "intermediate_size": 14336,
       "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
       "vocab_size": 128256, "max_position_embeddings": 131072, "hidden_act": "silu",
       "tie_word_embeddings": false, "torch_dtype": "bfloat16"%s}
      """;

  private static final String GEMMA =
      """
      {"model_type": "gemma2", "hidden_size": 3584, "intermediate_size": 14336,
       "num_hidden_layers": 42, "num_attention_heads": 16, "num_key_value_heads": 8,
       "head_dim": 256, "vocab_size": 256000, "max_position_embeddings": 8192,
       "sliding_window": 4096, "attn_logit_softcapping": 50.0, "final_logit_softcapping": 30.0}
      """;

  private static final String DEEPSEEK =
      """
      {"model_type": "deepseek_v3", "hidden_size": 7168, "intermediate_size": 18432,
       "moe_intermediate_size": 2048, "num_hidden_layers": 61, "num_attention_heads": 128,
       "n_routed_experts": 256, "n_shared_experts": 1, "num_experts_per_tok": 8,
       "first_k_dense_replace": 3, "q_lora_rank": 1536, "kv_lora_rank": 512,
       "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128, "vocab_size": 129280,
       "scoring_func": "sigmoid", "topk_method": "noaux_tc", "hidden_act": "silu",
       "max_position_embeddings": 163840,
       "quantization_config": {"quant_method": "fp8", "weight_block_size": [128, 128]}}
      """;

  private static final String GPT_OSS =
      """
      {"model_type": "gpt_oss", "hidden_size": 2880, "intermediate_size": 2880,
       "num_hidden_layers": 24, "num_attention_heads": 64, "num_key_value_heads": 8,
       "head_dim": 64, "vocab_size": 201088, "num_local_experts": 32, "num_experts_per_tok": 4,
       "sliding_window": 128, "max_position_embeddings": 131072}
      """;

  private static final String OPT =
      """
      {"model_type": "opt", "hidden_size": 4096, "ffn_dim": 16384, "num_hidden_layers": 32,
       "num_attention_heads": 32, "vocab_size": 50272, "max_position_embeddings": 2048,
       "torch_dtype": "float16"}
      """;

  private static final String BERT =
      """
      {"model_type": "bert", "hidden_size": 768, "intermediate_size": 3072,
       "num_hidden_layers": 12, "num_attention_heads": 12, "vocab_size": 30522,
       "type_vocab_size": 2, "max_position_embeddings": 512}
      """;

  static Stream<Arguments> configs() {
    return Stream.of(
        Arguments.of(LLAMA.formatted(""), "llama-3.1-8b"),
        Arguments.of(GEMMA, "gemma-2-9b"),
        Arguments.of(DEEPSEEK, "deepseek-v3"),
        Arguments.of(GPT_OSS, "gpt-oss-20b"),
        Arguments.of(OPT, "opt-6.7b"),
        Arguments.of(BERT, "bert-base"));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aConfigMakesTheSameModelAsTheBuiltInDescription(
      String config, String id, @TempDir Path folder) throws IOException {
    ModelSpec read = load(folder, config).model();
    ModelSpec builtIn = ModelLibrary.load(id);
    assertEquals(builtIn.layers(), read.layers());
    assertEquals(builtIn.embeddings(), read.embeddings());
    assertEquals(builtIn.norms(), read.norms());
    assertEquals(builtIn.head(), read.head());
    assertEquals(builtIn.hiddenSize(), read.hiddenSize());
    assertEquals(builtIn.maximumPositions(), read.maximumPositions());
  }

  static Stream<Arguments> quantisations() {
    return Stream.of(
        Arguments.of("", Format.of(DataType.BF16)),
        Arguments.of(
            "{\"quant_method\":\"awq\",\"bits\":4,\"group_size\":128,\"zero_point\":true}",
            Format.grouped(DataType.INT4, 128, 4)),
        Arguments.of(
            "{\"quant_method\":\"gptq\",\"bits\":3,\"group_size\":-1,\"sym\":true}",
            Format.of(DataType.INT3)),
        Arguments.of("{\"quant_method\":\"fp8\"}", Format.of(DataType.FP8_E4M3)),
        Arguments.of(
            "{\"quant_method\":\"bitsandbytes\",\"load_in_8bit\":true}", Format.of(DataType.INT8)),
        Arguments.of(
            "{\"quant_method\":\"bitsandbytes\",\"load_in_4bit\":true}",
            new Format(DataType.INT4, 64, 32)),
        Arguments.of(
            "{\"quant_method\":\"compressed-tensors\",\"config_groups\":{\"group_0\":{\"weights\":"
                + "{\"num_bits\":4,\"type\":\"int\",\"group_size\":128,\"symmetric\":true}}}}",
            Format.grouped(DataType.INT4, 128, 0)));
  }

  @ParameterizedTest
  @MethodSource("quantisations")
  void aQuantisationConfigSuggestsTheWeightFormat(
      String config, Format expected, @TempDir Path folder) throws IOException {
    String field = config.isEmpty() ? "" : ", \"quantization_config\": " + config;
    assertEquals(expected, load(folder, LLAMA.formatted(field)).weights().orElseThrow());
  }

  @Test
  void everyMissingFieldIsNamedInOneError(@TempDir Path folder) {
    String error =
        error(
            folder,
            "{\"model_type\": \"llama\", \"hidden_size\": 64}".getBytes(StandardCharsets.UTF_8));
    for (String field :
        new String[] {
          "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size"
        }) {
      assertTrue(error.contains(field), error);
    }
  }

  @Test
  void anUnknownArchitectureIsAnErrorAndNotAGuess(@TempDir Path folder) {
    String error =
        error(
            folder,
            "{\"model_type\": \"lama\", \"hidden_size\": 64}".getBytes(StandardCharsets.UTF_8));
    assertTrue(error.contains("did you mean 'llama'") && error.contains("vocab_size"), error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{", "{\"model_type\": 3}", "{\"model_type\": \"llama\", \"hidden_size\": -1}",
        "{\"model_type\": \"llama\", \"hidden_size\": 1e99}", "{}{", "{\"a\": nul}",
        "{\"model_type\": \"llama\", \"num_hidden_layers\": 99999999}"
      })
  void aMalformedConfigIsOneLine(String config, @TempDir Path folder) {
    error(folder, config.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void deepNestingIsRefused(@TempDir Path folder) {
    error(folder, ("{\"a\":" + "[".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8));
    error(folder, ("a: " + "[".repeat(900_000)).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, "{\"model_type\": \"llama\", \"model_type\": \"opt\"}");
    String message = refused(file);
    assertTrue(message.contains("Duplicate field 'model_type'"), message);
  }

  @Test
  void aGigabyteOfZerosIsRefusedAtOnce(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("zeros.safetensors");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }
    refused(file);
  }

  static Stream<byte[]> hostileHeaders() {
    byte[] longest = {-1, -1, -1, -1, -1, -1, -1, 127, '{', '}'};
    byte[] overLong = {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'};
    return Stream.of(
        longest,
        overLong,
        safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}", 8),
        safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,12]}}", 16),
        safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[-4],\"data_offsets\":[0,16]}}", 16),
        safetensors(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,16]}}",
            16),
        safetensors("{\"a\":{\"dtype\":\"X\",\"shape\":[4],\"data_offsets\":[0,16]}}", 16),
        safetensors("{\"a\":[1]}", 16),
        safetensors("{}", 0),
        safetensors("{\"a\":", 0),
        safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}", 16),
        new byte[] {'G', 'G', 'U', 'F'},
        new byte[] {'G', 'G', 'U', 'F', 9, 0, 0, 0},
        gguf(3, Long.MAX_VALUE, 0).array(),
        gguf(3, 0, Long.MAX_VALUE).array(),
        gguf(3, 0, -1).array(),
        gguf(3, 0, 1).putLong(24, Long.MAX_VALUE).array(),
        gguf(3, 0, 0).array(),
        new byte[0],
        new byte[] {0, 1, 2, 3});
  }

  @ParameterizedTest
  @MethodSource("hostileHeaders")
  void aHostileHeaderIsRefusedInOneLineAtOnce(byte[] content, @TempDir Path folder) {
    error(folder, content);
  }

  @Test
  void everyTruncationOfAGgufFileIsRefused(@TempDir Path folder) throws IOException {
    byte[] whole = ggufLlama();
    Path file = folder.resolve("model.gguf");
    Files.write(file, whole);
    assertEquals(2, ModelLibrary.load(file.toString()).layers().size());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      refused(file);
    }
  }

  @Test
  void aGgufFileTellsArchitectureAndWeightBytes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.gguf");
    Files.write(file, ggufLlama());
    Checkpoint checkpoint = ModelLibrary.open(file.toString());
    GroupedAttention attention = (GroupedAttention) checkpoint.model().layers().get(0).mixer();
    assertEquals(8, attention.heads());
    assertEquals(2, attention.kvHeads());
    assertEquals(32, attention.headDim());
    assertTrue(checkpoint.model().head().tied());
    assertEquals(1000 * 256 * 2 + 256 * 512 * 144 / 256, checkpoint.storedBytes().orElseThrow());
    assertEquals(4.5, checkpoint.weights().orElseThrow().bitsPerElement());
  }

  @Test
  void safetensorsBesideAConfigTellTheStoredBytes(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("config.json"), LLAMA.formatted(""));
    Path file = folder.resolve("model.safetensors");
    Files.write(
        file,
        safetensors("{\"a\":{\"dtype\":\"BF16\",\"shape\":[2,4],\"data_offsets\":[0,16]}}", 16));
    Checkpoint checkpoint = ModelLibrary.open(file.toString());
    assertEquals(16, checkpoint.storedBytes().orElseThrow());
    assertEquals(32, checkpoint.model().layers().size());
    assertTrue(checkpoint.notes().stream().anyMatch(note -> note.contains("8 elements")));
  }

  @Test
  void tensorNamesTellAnArchitectureWhenTheyCan(@TempDir Path folder) throws IOException {
    String layer = "model.layers.0.";
    String header =
        "{"
            + String.join(
                ",",
                tensor("model.embed_tokens.weight", 100, 64),
                tensor(layer + "self_attn.q_proj.weight", 128, 64),
                tensor(layer + "self_attn.k_proj.weight", 64, 64),
                tensor(layer + "self_attn.q_norm.weight", 1, 32),
                tensor(layer + "mlp.gate_proj.weight", 96, 64),
                tensor("model.norm.weight", 1, 64))
            + "}";
    Path file = folder.resolve("model.safetensors");
    Files.write(file, safetensors(header, 1 << 16));
    ModelSpec model = ModelLibrary.load(file.toString());
    GroupedAttention attention = (GroupedAttention) model.layers().get(0).mixer();
    assertEquals(4, attention.heads());
    assertEquals(2, attention.kvHeads());
    assertEquals(32, attention.headDim());
  }

  private static String tensor(String name, int rows, int columns) {
    return String.format(
        Locale.ROOT,
        "\"%s\":{\"dtype\":\"BF16\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]}",
        name,
        rows,
        columns,
        rows * columns * 2);
  }

  private static byte[] safetensors(String header, int dataBytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + text.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  private static ByteBuffer gguf(int version, long tensors, long entries) {
    ByteBuffer buffer = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    return buffer
        .put("GGUF".getBytes(StandardCharsets.US_ASCII))
        .putInt(version)
        .putLong(tensors)
        .putLong(entries);
  }

  private static byte[] ggufLlama() {
    ByteBuffer out = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
    out.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(2).putLong(8);
    text(out, "general.architecture").putInt(8);
    text(out, "llama");
    number(out, "llama.block_count", 2);
    number(out, "llama.embedding_length", 256);
    number(out, "llama.feed_forward_length", 512);
    number(out, "llama.attention.head_count", 8);
    text(out, "llama.attention.head_count_kv").putInt(9).putInt(5).putLong(2).putInt(2).putInt(2);
    number(out, "llama.context_length", 2048);
    text(out, "tokenizer.ggml.tokens").putInt(9).putInt(8).putLong(1);
    text(out, "a");
    text(out, "token_embd.weight").putInt(2).putLong(256).putLong(1000).putInt(1).putLong(0);
    text(out, "blk.0.ffn_gate.weight").putInt(2).putLong(256).putLong(512).putInt(12).putLong(0);
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  private static void number(ByteBuffer out, String key, int value) {
    text(out, key).putInt(4).putInt(value);
  }

  private static ByteBuffer text(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return out.putLong(bytes.length).put(bytes);
  }

  private static Checkpoint load(Path folder, String config) throws IOException {
    Files.writeString(folder.resolve("config.json"), config);
    return ModelLibrary.open(folder.toString());
  }

  private static String error(Path folder, byte[] content) {
    try {
      return refused(Files.write(folder.resolve("model.bin"), content));
    } catch (IOException exception) {
      throw new java.io.UncheckedIOException(exception);
    }
  }

  private static String refused(Path file) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          InputException error =
              assertThrows(InputException.class, () -> ModelLibrary.open(file.toString()));
          assertEquals(1, error.getMessage().lines().count(), error.getMessage());
          assertTrue(error.getMessage().length() < 1000, error.getMessage());
          return error.getMessage();
        });
  }
}
