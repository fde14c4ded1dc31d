package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import java.util.Locale;
import ridgepoint.number.Format;

/**
 * Depth-wise causal convolution over time of [batch, length, channels] with {@code width} taps, as
 * Mamba has before its scan; the last width-1 inputs are kept as state.
 */
public record CausalConvolution(
    long batch, long length, long channels, int width, Format activation, Format weight)
    implements Operator {
  public CausalConvolution {
    positive("batch", batch);
    positive("length", length);
    positive("channels", channels);
    positive("width", width);
  }

  @Override
  public Work work() {
    double elements = (double) batch * length * channels;
    Bytes state = Bytes.state(activation.bytes((double) batch * channels * (width - 1)));
    Bytes stream = Bytes.activation(activation.bytes(elements));
    return Work.elementwise(
        2.0 * width * elements,
        0,
        stream.plus(state).plus(Bytes.weight(weight.bytes((double) channels * width))),
        stream.plus(state));
  }

  @Override
  public String kind() {
    return "convolution";
  }

  @Override
  public String shape() {
    return String.format(Locale.ROOT, "b%d t%d c%d w%d", batch, length, channels, width);
  }
}
