package ridgepoint.operator;

import static ridgepoint.operator.Shapes.positive;

import java.util.Locale;
import ridgepoint.number.Format;

/**
 * A gated linear recurrence over time: per head a state S [headDim, stateDim] is decayed, receives
 * the outer product of an input and a key, and is read by a query. Mamba-2 (Dao 2024) decays by one
 * scalar per head and shares key and query over the heads of a group; RWKV decays each state column
 * by its own factor and has a key and query per head.
 *
 * @param groups key/query groups; equals {@code heads} for RWKV
 */
public record StateScan(
    Type type,
    long batch,
    long length,
    int heads,
    int headDim,
    int stateDim,
    int groups,
    Format activation,
    Format state)
    implements Operator {
  /** Which recurrence. */
  public enum Type {
    MAMBA2,
    RWKV
  }

  /** Per state element and step: decay 1, outer product and add 2, read-out multiply and add 2. */
  private static final double OPERATIONS_PER_STATE_ELEMENT = 5;

  public StateScan {
    positive("batch", batch);
    positive("length", length);
    positive("heads", heads);
    positive("headDim", headDim);
    positive("stateDim", stateDim);
    positive("groups", groups);
    if (heads % groups != 0) {
      throw new IllegalArgumentException("groups " + groups + " must divide heads " + heads);
    }
  }

  /** Decay factors per head and step: one for Mamba-2, one per state column for RWKV. */
  public int decaysPerHead() {
    return type == Type.MAMBA2 ? 1 : stateDim;
  }

  @Override
  public Work work() {
    double steps = (double) batch * length;
    double stateElements = (double) batch * heads * headDim * stateDim;
    double inputs = steps * heads * headDim;
    double keysAndQueries = 2 * steps * groups * stateDim;
    double decays = steps * heads * decaysPerHead();
    Bytes stateBytes = Bytes.state(state.bytes(stateElements));
    return Work.elementwise(
        OPERATIONS_PER_STATE_ELEMENT * stateElements * length,
        decays,
        Bytes.activation(activation.bytes(inputs + keysAndQueries + decays)).plus(stateBytes),
        Bytes.activation(activation.bytes(inputs)).plus(stateBytes));
  }

  @Override
  public String kind() {
    return "state-scan";
  }

  @Override
  public String shape() {
    return String.format(
        Locale.ROOT, "b%d t%d h%d p%d n%d", batch, length, heads, headDim, stateDim);
  }
}
