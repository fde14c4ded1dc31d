package ridgepoint.tile.recording;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.tile.Mask;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Span;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.TileProgram.TileClass;
import ridgepoint.tile.shape.ShapeMachine;

/**
 * Records a program without running it in full: one tile per class, and of each loop one full step
 * and the remainder. Straight-line code between loops becomes a segment of its own; a nested loop's
 * segments are repeated as often as both loops say.
 */
public final class RecordingMachine extends ShapeMachine {
  private final List<Segment> segments = new ArrayList<>(4);
  private double trips = 1;
  private int stages = 1;
  private double largestLoadedBytes;

  /** Full steps of the innermost loop that the step being recorded stands for, and their length. */
  private long repeatedSteps = 1;

  private long stepLength;

  private RecordingMachine(int operands) {
    super(operands);
  }

  /** Records all passes of a program. */
  public static Recording record(TileProgram program) {
    RecordingMachine machine = new RecordingMachine(program.operands().size());
    List<TileClass> classes = program.tileClasses();
    List<TileUse> tiles = new ArrayList<>(classes.size());
    for (int i = 0; i < classes.size(); i++) {
      tiles.add(machine.recordTile(program, classes.get(i)));
    }
    TileProgram next = program.next();
    return new Recording(
        program.name(), program.operands(), tiles, next == null ? null : record(next));
  }

  private TileUse recordTile(TileProgram program, TileClass tiles) {
    segments.clear();
    largestLoadedBytes = 0;
    takeCarriedBytes();
    program.tile(this, tiles.representative());
    closeSegment();
    return new TileUse(
        tiles.count(), List.copyOf(segments), largestLoadedBytes, takeCarriedBytes());
  }

  @Override
  public void loop(Span span, int stages, LoopBody body) {
    closeSegment();
    double outerTrips = trips;
    int outerStages = this.stages;
    long outerRepeatedSteps = repeatedSteps;
    long outerStepLength = stepLength;
    this.stages = stages;
    loopDepth++;
    long fullSteps = span.fullSteps();
    if (fullSteps > 0) {
      trips = outerTrips * fullSteps;
      repeatedSteps = fullSteps;
      stepLength = span.step();
      body.step(span.begin(), span.step());
      closeSegment();
    }
    int remainder = span.remainder();
    if (remainder > 0) {
      trips = outerTrips;
      repeatedSteps = 1;
      stepLength = remainder;
      body.step(span.end() - remainder, remainder);
      closeSegment();
    }
    loopDepth--;
    trips = outerTrips;
    this.stages = outerStages;
    repeatedSteps = outerRepeatedSteps;
    stepLength = outerStepLength;
  }

  /**
   * A mask moves along the keys with its loop, so the steps' visible entries are together those of
   * the whole range; a step's share is their mean.
   */
  @Override
  protected double visibleEntries(Mask mask, int rows, int columns) {
    return columns == stepLength
        ? (double) mask.visibleEntries(rows, repeatedSteps * columns) / repeatedSteps
        : mask.visibleEntries(rows, columns);
  }

  private void closeSegment() {
    if (ledger.isEmpty()) {
      return;
    }
    largestLoadedBytes = Math.max(largestLoadedBytes, ledger.totalLoadedBytes());
    segments.add(new Segment(trips, stages, ledger.use()));
    ledger.clear();
  }
}
