package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import ridgepoint.number.Format;

/**
 * Rotary position embedding (Su 2021) of [tokens, heads, rotaryDim] in place: every pair (x, y)
 * becomes (x cos - y sin, x sin + y cos); cosines and sines come from a table of fp32.
 */
public record Rotary(long tokens, int heads, int rotaryDim, Format format) implements Operator {
  private static final double TABLE_BYTES_PER_ELEMENT = 4;

  public Rotary {
    positive("tokens", tokens);
    positive("heads", heads);
    positive("rotaryDim", rotaryDim);
    if (rotaryDim % 2 != 0) {
      throw new IllegalArgumentException("rotaryDim must be even, got " + rotaryDim);
    }
  }

  @Override
  public Work work() {
    double elements = (double) tokens * heads * rotaryDim;
    Bytes stream = Bytes.activation(format.bytes(elements));
    Bytes table = Bytes.index((double) tokens * rotaryDim * TABLE_BYTES_PER_ELEMENT);
    return Work.elementwise(3 * elements, 0, stream.plus(table), stream);
  }

  @Override
  public String kind() {
    return "rotary";
  }

  @Override
  public String shape() {
    return tokens + "x" + heads + "x" + rotaryDim;
  }
}
