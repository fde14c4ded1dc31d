package ridgepoint.tile.counting;

import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Work;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Recording;

/**
 * What a whole program does, all its passes together.
 *
 * @param use totals; its bytes are traffic between memory and chip, by operand slot
 * @param readBytes distinct bytes read, by operand slot
 * @param writtenBytes distinct bytes written, by operand slot
 */
public record Count(
    List<Operand> operands, Recording.Use use, double[] readBytes, double[] writtenBytes) {

  /** The useful operations and the distinct bytes, comparable with an operator's formula. */
  public Work work() {
    DataType type = use.matrixType();
    return new Work(
        use.matrixOperations(),
        type,
        use.vectorOperations(),
        use.specialOperations(),
        byRole(readBytes),
        byRole(writtenBytes));
  }

  private Bytes byRole(double[] bySlot) {
    Bytes total = Bytes.ZERO;
    for (Operand operand : operands) {
      total = total.plus(Bytes.of(operand.role(), bySlot[operand.slot()]));
    }
    return total;
  }
}
