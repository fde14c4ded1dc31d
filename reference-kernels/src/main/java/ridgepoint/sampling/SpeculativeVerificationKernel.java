package ridgepoint.sampling;

import static ridgepoint.number.DataType.FP32;
import static ridgepoint.number.DataType.INT32;

import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Bytes;
import ridgepoint.operator.Role;
import ridgepoint.operator.SpeculativeVerification;
import ridgepoint.operator.Work;
import ridgepoint.softmax.SoftmaxKernel.OnlineSum;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Operand;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;

/**
 * Speculative sampling (Leviathan, Kalman and Matias 2023, <a
 * href="https://arxiv.org/abs/2211.17192">2211.17192</a>, algorithm 1; Chen et al. 2023, <a
 * href="https://arxiv.org/abs/2302.01318">2302.01318</a>), a sequence per tile; see {@link
 * Acceptance}. Vocabularies are walked in steps of the tiling's columns.
 *
 * <p>Operands: logits of the target [sequences, draftLength + 1, vocabulary]; of the draft
 * [sequences, draftLength, vocabulary]; drafted tokens int32 and uniform numbers fp32 in (0, 1],
 * one a row, of which the last is for the draw; number of accepted tokens and next token, both
 * int32 [1, sequences, 1].
 */
public record SpeculativeVerificationKernel(SpeculativeVerification operator) implements Kernel {
  private static final int LONGEST_ROW_ON_CHIP = 8192;

  @Override
  public Tiling defaultTiling() {
    return new Tiling(1, LONGEST_ROW_ON_CHIP, 1, 1, 2);
  }

  @Override
  public TileProgram program(Tiling tiling) {
    int drafted = operator.draftLength();
    List<Operand> operands =
        List.of(
            logits(0, "target logits", drafted + 1),
            logits(1, "draft logits", drafted),
            column(2, "drafted tokens", Role.INDEX, INT32, drafted),
            column(3, "uniform numbers", Role.ACTIVATION, FP32, drafted + 1),
            result(4, "accepted"),
            result(5, "next token"));
    return GridProgram.of(
        "speculative-verification",
        operands,
        new Grid(new Axis(operator.sequences(), 1)),
        (machine, sequence) -> new Acceptance(machine, operator, operands, sequence, tiling).run());
  }

  private Operand logits(int slot, String name, int rows) {
    return new Operand(
        slot,
        name,
        Role.ACTIVATION,
        operator.logits(),
        operator.sequences(),
        rows,
        operator.vocabulary());
  }

  private Operand column(int slot, String name, Role role, DataType type, int rows) {
    return new Operand(slot, name, role, Format.of(type), operator.sequences(), rows, 1);
  }

  private Operand result(int slot, String name) {
    return new Operand(slot, name, Role.INDEX, Format.of(INT32), 1, operator.sequences(), 1);
  }

  /** What further steps of a vocabulary in steps take for their upkeep. */
  @Override
  public Work extraWork(Tiling tiling) {
    double steps = new Axis(operator.vocabulary(), tiling.columns()).blocks() - 1.0;
    double drafted = operator.draftLength();
    double rows = 2 * drafted + 1;
    double vector =
        OnlineSum.VECTOR_OPERATIONS_PER_ROW * rows
            + Acceptance.OPERATIONS_PER_DRAFT_ROW * drafted
            + Acceptance.OPERATIONS_PER_STEP;
    double special = OnlineSum.SPECIAL_OPERATIONS_PER_ROW * rows;
    return Work.elementwise(
        steps * vector * operator.sequences(),
        steps * special * operator.sequences(),
        Bytes.ZERO,
        Bytes.ZERO);
  }
}
