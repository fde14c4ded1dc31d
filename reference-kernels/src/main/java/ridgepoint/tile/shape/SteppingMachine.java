package ridgepoint.tile.shape;

import ridgepoint.tile.Mask;
import ridgepoint.tile.Span;

/** Follows shapes through every step of every loop. */
public abstract class SteppingMachine extends ShapeMachine {
  protected SteppingMachine(int operands) {
    super(operands);
  }

  /** Told when a loop begins, and after each of its steps. */
  protected void onStep() {}

  @Override
  public final void loop(Span span, int stages, LoopBody body) {
    onStep();
    loopDepth++;
    for (long offset = span.begin(); offset < span.end(); offset += span.step()) {
      body.step(offset, (int) Math.min(span.step(), span.end() - offset));
      onStep();
    }
    loopDepth--;
  }

  @Override
  protected final double visibleEntries(Mask mask, int rows, int columns) {
    return mask.visibleEntries(rows, columns);
  }
}
