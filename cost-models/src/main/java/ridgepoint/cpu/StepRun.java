package ridgepoint.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ridgepoint.cpu.Footprint.Step;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.tile.Recording.Use;

/** A step of a core's work and how often it comes one after another. */
record StepRun(Step step, long times) {

  /**
   * Steps in order, equal neighbours together.
   *
   * @param most runs there may be; where steps differ more often than that, some are taken for the
   *     one before them
   */
  static List<StepRun> of(List<Step> steps, int most) {
    List<StepRun> runs = new ArrayList<>();
    int together = (steps.size() + most - 1) / most;
    for (int i = 0; i < steps.size(); i += together) {
      Step step = steps.get(i);
      long times = Math.min(together, steps.size() - i);
      int last = runs.size() - 1;
      if (last >= 0 && isLike(runs.get(last).step, step)) {
        runs.set(last, new StepRun(runs.get(last).step, runs.get(last).times + times));
      } else {
        runs.add(new StepRun(step, times));
      }
    }
    return runs;
  }

  private static boolean isLike(Step one, Step other) {
    return one.begins() == other.begins()
        && one.ends() == other.ends()
        && one.writtenBack() == other.writtenBack()
        && Arrays.equals(one.linesFrom(), other.linesFrom())
        && Arrays.deepEquals(one.prefetchedFrom(), other.prefetchedFrom())
        && isLike(one.use(), other.use());
  }

  private static boolean isLike(Use one, Use other) {
    return one.executedMatrixOperations() == other.executedMatrixOperations()
        && one.vectorOperations() == other.vectorOperations()
        && one.specialOperations() == other.specialOperations()
        && one.convertedElements() == other.convertedElements()
        && one.matrixRows() == other.matrixRows()
        && TilePipeline.sum(one.loadedBytes()) == TilePipeline.sum(other.loadedBytes())
        && TilePipeline.sum(one.storedBytes()) == TilePipeline.sum(other.storedBytes());
  }
}
