package ridgepoint.sampling;

import static ridgepoint.number.DataType.FP32;
import static ridgepoint.tile.BinaryFunction.ADD;
import static ridgepoint.tile.BinaryFunction.DIVIDE;
import static ridgepoint.tile.BinaryFunction.EQUAL;
import static ridgepoint.tile.BinaryFunction.LESS;
import static ridgepoint.tile.BinaryFunction.MAXIMUM;
import static ridgepoint.tile.BinaryFunction.MINIMUM;
import static ridgepoint.tile.BinaryFunction.MULTIPLY;
import static ridgepoint.tile.BinaryFunction.SUBTRACT;
import static ridgepoint.tile.UnaryFunction.EXPONENTIAL;

import java.util.List;
import ridgepoint.operator.SpeculativeVerification;
import ridgepoint.softmax.SoftmaxKernel.OnlineSum;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.Tiling;

/** Accepts or refuses the drafted tokens of one sequence and draws the next one. */
record Acceptance(
    TileMachine machine,
    SpeculativeVerification operator,
    List<Operand> operands,
    long sequence,
    Tiling tiling) {
  private static final int TARGET = 0;
  private static final int DRAFT = 1;
  private static final int TOKENS = 2;
  private static final int UNIFORM = 3;
  private static final int ACCEPTED = 4;
  private static final int NEXT = 5;

  /** Per drafted row and step of the vocabulary: both logits of its token are added up. */
  static final int OPERATIONS_PER_DRAFT_ROW = 2;

  /**
   * Per step: the remaining distribution's sum, the count so far, the weight still to be passed.
   */
  static final int OPERATIONS_PER_STEP = 3;

  /** What is left of a row's distribution: which rows count by how much, and what they subtract. */
  private record Residual(Tile targetMax, Tile targetFactor, Tile draftMax, Tile draftFactor) {}

  void run() {
    int drafted = operator.draftLength();
    OnlineSum target = OnlineSum.empty(machine, drafted + 1);
    OnlineSum draft = OnlineSum.empty(machine, drafted);
    Tile targetLogit = machine.fill(drafted, 1, FP32, 0);
    Tile draftLogit = machine.fill(drafted, 1, FP32, 0);
    Tile tokens = column(TOKENS, drafted);
    machine.loop(
        steps(),
        tiling.stages(),
        (column, length) -> {
          Tile p = logits(TARGET, column, length);
          Tile q = logits(DRAFT, column, length);
          target.add(machine, p);
          draft.add(machine, q);
          Tile chosen = machine.zip(EQUAL, machine.sequence(length, column), tokens);
          addChosen(targetLogit, chosen, machine.slice(p, 0, 0, drafted, length));
          addChosen(draftLogit, chosen, q);
        });
    Tile uniform = column(UNIFORM, drafted + 1);
    Tile p =
        probability(
            targetLogit,
            machine.slice(target.max(), 0, 0, drafted, 1),
            machine.slice(target.sum(), 0, 0, drafted, 1));
    Tile q = probability(draftLogit, draft.max(), draft.sum());
    Tile accepted = accepted(p, q, machine.slice(uniform, 0, 0, drafted, 1));
    store(ACCEPTED, accepted);
    Tile rows = machine.transpose(machine.sequence(drafted + 1, 0));
    Tile drawn = machine.zip(EQUAL, rows, accepted);
    Tile drawnDraft = machine.slice(drawn, 0, 0, drafted, 1);
    Residual residual =
        new Residual(
            target.max(),
            machine.zip(DIVIDE, drawn, target.sum()),
            draft.max(),
            machine.zip(DIVIDE, drawnDraft, draft.sum()));
    draw(residual, machine.slice(uniform, drafted, 0, 1, 1));
  }

  private void addChosen(Tile sum, Tile chosen, Tile logits) {
    Tile logit = machine.reduceRows(Reduction.SUM, machine.zip(MULTIPLY, chosen, logits));
    machine.assign(sum, machine.zip(ADD, sum, logit));
  }

  private Tile probability(Tile logit, Tile max, Tile sum) {
    Tile weight = machine.map(EXPONENTIAL, machine.zip(SUBTRACT, logit, max));
    return machine.zip(DIVIDE, weight, sum);
  }

  /** Tokens before the first for which p < u q. */
  private Tile accepted(Tile p, Tile q, Tile uniform) {
    Tile refused = machine.zip(LESS, p, machine.zip(MULTIPLY, uniform, q));
    Tile refusedSoFar = machine.prefixSumRows(machine.transpose(refused));
    Tile stays = machine.zip(LESS, refusedSoFar, machine.fill(1, 1, FP32, 1));
    return machine.reduceRows(Reduction.SUM, stays);
  }

  private void draw(Residual residual, Tile uniform) {
    Tile total = machine.fill(1, 1, FP32, 0);
    machine.loop(
        steps(),
        tiling.stages(),
        (column, length) -> {
          Tile weights = weights(residual, column, length);
          machine.assign(
              total, machine.zip(ADD, total, machine.reduceRows(Reduction.SUM, weights)));
        });
    Tile remaining = machine.zip(MULTIPLY, uniform, total);
    Tile passed = machine.fill(1, 1, FP32, 0);
    machine.loop(
        steps(),
        tiling.stages(),
        (column, length) -> {
          Tile sums = machine.prefixSumRows(weights(residual, column, length));
          Tile below = machine.zip(LESS, sums, remaining);
          Tile count = machine.reduceRows(Reduction.SUM, below);
          machine.assign(passed, machine.zip(ADD, passed, count));
          Tile weight = machine.slice(sums, 0, length - 1, 1, 1);
          machine.assign(remaining, machine.zip(SUBTRACT, remaining, weight));
        });
    // Sums in steps may add up to a little less than the total, which must not pass the end.
    Tile last = machine.fill(1, 1, FP32, (float) (operator.vocabulary() - 1));
    store(NEXT, machine.zip(MINIMUM, passed, last));
  }

  /** max(0, p - q) of the row that is drawn from; all other rows have a factor of zero. */
  private Tile weights(Residual residual, long column, int length) {
    Tile p = scaled(logits(TARGET, column, length), residual.targetMax(), residual.targetFactor());
    Tile q = scaled(logits(DRAFT, column, length), residual.draftMax(), residual.draftFactor());
    return machine.zip(MAXIMUM, machine.zip(SUBTRACT, p, q), machine.fill(1, 1, FP32, 0));
  }

  private Tile scaled(Tile logits, Tile max, Tile factor) {
    Tile weights = machine.map(EXPONENTIAL, machine.zip(SUBTRACT, logits, max));
    return machine.reduceColumns(Reduction.SUM, machine.zip(MULTIPLY, weights, factor));
  }

  private Span steps() {
    return Span.of(operator.vocabulary(), tiling.columns());
  }

  private Tile logits(int slot, long column, int columns) {
    Operand operand = operands.get(slot);
    int rows = (int) operand.rows();
    return machine.convert(
        machine.load(operand, operand.at(sequence, 0, column, rows, columns)), FP32);
  }

  private Tile column(int slot, int rows) {
    Operand operand = operands.get(slot);
    return machine.convert(machine.load(operand, operand.at(sequence, 0, 0, rows, 1)), FP32);
  }

  private void store(int slot, Tile value) {
    Operand operand = operands.get(slot);
    machine.store(operand, operand.at(0, sequence, 0, 1, 1), value);
  }
}
