package ridgepoint.execution;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import ridgepoint.embedding.EmbeddingKernel;
import ridgepoint.model.Embeddings;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.Projection;
import ridgepoint.operator.Embedding;
import ridgepoint.operator.Graph;

/** From token ids, or image patches, to vectors. */
record EmbeddingFlow(
    ModelSpec model, Devices devices, Products products, RowOperators rows, Turn turn) {

  /**
   * The first residual stream [tokens, hidden].
   *
   * @param input token ids of all sequences, or patches [tokens, patch values]
   */
  float[][] run(float[] input) {
    Embeddings embeddings = model.embeddings();
    float[][] stream = embeddings.isImage() ? patches(input) : tokens(input);
    if (embeddings.positions() == Embeddings.Positions.LEARNED) {
      long[] positions = turn.positions();
      float[][] position = gather("position_embedding", i -> positions[i]);
      stream = rows.elementwise(take("position_add"), stream, position);
    }
    if (embeddings.typeRows() > 0) {
      stream = rows.elementwise(take("type_add"), stream, gather("type_embedding", i -> 0));
    }
    return embeddings.norm()
        ? rows.norm(take("embedding_norm"), "embedding_norm", stream, null).value()
        : stream;
  }

  private float[][] patches(float[] input) {
    Projection projection =
        new Projection(
            "patch_embedding",
            model.embeddings().patchValues(),
            model.hiddenSize(),
            true,
            Projection.Split.REPLICATED);
    float[][] everywhere = new float[devices.count()][];
    Arrays.fill(everywhere, input);
    return products.linear(take("patch_embedding"), "", projection, 1, everywhere);
  }

  /** Each device has some rows of the table; the others' tokens are zeros until they are added. */
  private float[][] tokens(float[] ids) {
    Graph.Node node = take("embedding");
    Embedding embedding = (Embedding) node.operator();
    int own = (int) embedding.vocabulary();
    int width = (int) model.hiddenSize();
    float[][] local = new float[devices.count()][];
    for (int device = 0; device < local.length; device++) {
      local[device] = new float[ids.length];
      for (int i = 0; i < ids.length; i++) {
        local[device][i] = isOn(device, own, ids[i]) ? ids[i] - device * own : 0;
      }
    }
    float[] table = table(own);
    float[][] found =
        devices
            .run(
                node.name(),
                embedding,
                new EmbeddingKernel(embedding),
                Map.of(
                    "token ids",
                    Source.of(local),
                    "table",
                    (device, operand) ->
                        Source.same(Parameters.rows(table, width, device * own, own))
                            .tensor(device, operand)))
            .of("output");
    if (devices.count() == 1) {
      return found;
    }
    for (int device = 0; device < found.length; device++) {
      for (int i = 0; i < found[device].length; i++) {
        if (!isOn(device, own, ids[i / width])) {
          found[device][i] = 0;
        }
      }
    }
    return rows.allReduce(take("embedding_all_reduce"), found);
  }

  private static boolean isOn(int device, int rowsPerDevice, float id) {
    return (int) id / rowsPerDevice == device;
  }

  /** The table, padded with zeros to whole devices. */
  private float[] table(int rowsPerDevice) {
    long width = model.hiddenSize();
    long vocabulary = model.embeddings().vocabularySize();
    float[] whole = products.parameters().table("embedding", vocabulary, width);
    return Arrays.copyOf(whole, Math.toIntExact(rowsPerDevice * width * devices.count()));
  }

  private float[][] gather(String name, IntToDoubleFunction idOfToken) {
    Graph.Node node = take(name);
    Embedding embedding = (Embedding) node.operator();
    float[] ids = new float[turn.tokens()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (float) idOfToken.applyAsDouble(i);
    }
    float[] table = products.parameters().table(name, embedding.vocabulary(), embedding.columns());
    return devices
        .run(
            name,
            embedding,
            new EmbeddingKernel(embedding),
            Map.of("token ids", Source.same(ids), "table", Source.same(table)))
        .of("output");
  }

  private Graph.Node take(String name) {
    return turn.steps().take("model", name);
  }
}
