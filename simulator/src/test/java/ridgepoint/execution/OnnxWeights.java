package ridgepoint.execution;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The initialisers of an ONNX file (onnx.proto: ModelProto.graph = 7, GraphProto.node = 1 and
 * initializer = 5) under the names that executions use, for encoders exported from BERT.
 */
final class OnnxWeights implements WeightSource {
  private static final int GRAPH = 7;
  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int FLOAT = 1;

  private static final Map<String, String> PARTS =
      Map.of(
          "q_proj", "attention.self.query",
          "k_proj", "attention.self.key",
          "v_proj", "attention.self.value",
          "out_proj", "attention.output.dense",
          "attn_norm", "attention.output.LayerNorm",
          "up_proj", "intermediate.dense",
          "down_proj", "output.dense",
          "mlp_norm", "output.LayerNorm");

  private static final Map<String, String> TABLES =
      Map.of(
          "embedding", "embeddings.word_embeddings.weight",
          "position_embedding", "embeddings.position_embeddings.weight",
          "type_embedding", "embeddings.token_type_embeddings.weight",
          "embedding_norm.weight", "embeddings.LayerNorm.weight",
          "embedding_norm.bias", "embeddings.LayerNorm.bias",
          "pooler", "pooler.dense.weight",
          "pooler.bias", "pooler.dense.bias");

  /** A tensor of floats. */
  private record Initializer(List<Long> dimensions, float[] values) {}

  private final Map<String, Initializer> initializers = new LinkedHashMap<>();

  /** Second input of each product, by the product's output. */
  private final Map<String, String> factors = new LinkedHashMap<>();

  OnnxWeights(byte[] model) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(model);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == GRAPH) {
        graph(in);
      } else {
        in.skipField(tag);
      }
    }
  }

  /** Numbers in all tensors of floats. */
  long parameters() {
    return initializers.values().stream().mapToLong(tensor -> tensor.values().length).sum();
  }

  private void graph(CodedInputStream in) throws IOException {
    int end = in.pushLimit(in.readRawVarint32());
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case NODE -> node(in);
        case INITIALIZER -> initializer(in);
        default -> in.skipField(tag);
      }
    }
    in.popLimit(end);
  }

  private void node(CodedInputStream in) throws IOException {
    int end = in.pushLimit(in.readRawVarint32());
    List<String> inputs = new ArrayList<>();
    String output = "";
    String operator = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> inputs.add(in.readString());
        case 2 -> output = in.readString();
        case 4 -> operator = in.readString();
        default -> in.skipField(tag);
      }
    }
    if (operator.equals("MatMul")) {
      factors.put(output, inputs.get(1));
    }
    in.popLimit(end);
  }

  private void initializer(CodedInputStream in) throws IOException {
    int end = in.pushLimit(in.readRawVarint32());
    List<Long> dimensions = new ArrayList<>();
    String name = "";
    int type = 0;
    byte[] raw = {};
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> dimensions.add(in.readInt64());
        case 2 -> type = in.readInt32();
        case 8 -> name = in.readString();
        case 9 -> raw = in.readByteArray();
        default -> in.skipField(tag);
      }
    }
    if (type == FLOAT) {
      float[] values = new float[raw.length / Float.BYTES];
      ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
      initializers.put(name, new Initializer(dimensions, values));
    }
    in.popLimit(end);
  }

  @Override
  public float[] matrix(String name, int rows, int columns) {
    if (TABLES.containsKey(name)) {
      return found(TABLES.get(name), (long) rows * columns);
    }
    String[] path = name.split("\\.");
    String layer = "/encoder/layer." + path[1] + "/";
    String product = layer + PARTS.get(path[2]).replace('.', '/') + "/MatMul_output_0";
    float[] factor = found(factors.get(product), (long) rows * columns);
    return Layouts.exchanged(factor, 1, columns, rows, 1);
  }

  @Override
  public float[] vector(String name, int length) {
    if (TABLES.containsKey(name)) {
      return found(TABLES.get(name), length);
    }
    String[] path = name.split("\\.");
    return found("encoder.layer." + path[1] + "." + PARTS.get(path[2]) + "." + path[3], length);
  }

  private float[] found(String name, long length) {
    Initializer tensor = initializers.get(name);
    if (tensor == null || tensor.values().length != length) {
      throw new IllegalArgumentException(
          "no "
              + name
              + " of "
              + length
              + " numbers: "
              + (tensor == null ? "" : tensor.dimensions()));
    }
    return tensor.values();
  }
}
