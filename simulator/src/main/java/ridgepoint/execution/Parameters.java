package ridgepoint.execution;

import java.util.LinkedHashMap;
import java.util.Map;
import ridgepoint.model.Projection;
import ridgepoint.tile.Operand;

/** A model's weights as its devices hold them: cut, rounded, and kept once made. */
final class Parameters {
  private final WeightSource source;
  private final int devices;
  private final Map<String, StoredWeight> stored = new LinkedHashMap<>();
  private final Map<String, float[]> vectors = new LinkedHashMap<>();

  Parameters(WeightSource source, int devices) {
    this.source = source;
    this.devices = devices;
  }

  /** How the numbers of one device's part of a weight are made, when they are first asked for. */
  @FunctionalInterface
  interface Cut {
    float[] of(int device);
  }

  /** A weight of a product on one device. */
  StoredWeight stored(String name, int device, int inputs, Operand right, boolean scaled, Cut cut) {
    String key = name + "@" + device + " " + right.format() + " " + right.columns();
    return stored.computeIfAbsent(
        key, missing -> StoredWeight.of(cut.of(device), inputs, right, scaled));
  }

  float[] vector(String name, long length) {
    return vectors.computeIfAbsent(name, missing -> source.vector(name, Math.toIntExact(length)));
  }

  /** A table that is looked up in every pass, kept once made. */
  float[] table(String name, long rows, long columns) {
    return vectors.computeIfAbsent(name, missing -> matrix(name, rows, columns));
  }

  float[] matrix(String name, long rows, long columns) {
    return source.matrix(name, Math.toIntExact(rows), Math.toIntExact(columns));
  }

  /** A device's part of a linear layer's weights [outputs, inputs]. */
  float[] part(String name, Projection projection, int keyValueHeads, int device) {
    float[] whole = matrix(name, projection.outputs(), projection.inputs());
    int inputs = (int) projection.inputs();
    if (projection.split() == Projection.Split.ROW) {
      int own = inputs / devices;
      return Layouts.columns(whole, inputs, device * own, own);
    }
    return outputs(whole, inputs, projection, keyValueHeads, device);
  }

  /** A device's part of a linear layer's bias; partial sums are biased on the first device only. */
  float[] biasPart(String name, Projection projection, int keyValueHeads, int device) {
    float[] whole = vector(name, projection.outputs());
    if (projection.split() == Projection.Split.ROW) {
      return device == 0 ? whole : new float[whole.length];
    }
    return outputs(whole, 1, projection, keyValueHeads, device);
  }

  private float[] outputs(
      float[] whole, int width, Projection projection, int keyValueHeads, int device) {
    int outputs = (int) projection.outputs();
    return switch (projection.split()) {
      case COLUMN -> rows(whole, width, device * (outputs / devices), outputs / devices);
      case KEY_VALUE -> {
        int perHead = outputs / keyValueHeads;
        int heads = Math.max(1, keyValueHeads / devices);
        int first = (int) ((long) device * keyValueHeads / devices);
        yield rows(whole, width, first * perHead, heads * perHead);
      }
      case ROW, REPLICATED -> whole;
    };
  }

  static float[] rows(float[] whole, int width, int from, int count) {
    float[] part = new float[count * width];
    System.arraycopy(whole, from * width, part, 0, part.length);
    return part;
  }
}
