package ridgepoint.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ridgepoint.operator.Operator;
import ridgepoint.operator.Role;
import ridgepoint.operator.Work;
import ridgepoint.tile.Kernel;
import ridgepoint.tile.Recording;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.Tiling;
import ridgepoint.tile.counting.Count;
import ridgepoint.tile.counting.CountingMachine;
import ridgepoint.tile.recording.RecordingMachine;

/** What must hold for every kernel under every tiling. */
public final class KernelChecks {
  private static final double RELATIVE = 1e-12;

  private KernelChecks() {}

  /** Walks the program in full and demands the operator's formula plus what the tiling adds. */
  public static Count countedWorkEqualsFormula(Operator operator, Kernel kernel, Tiling tiling) {
    Count count = CountingMachine.count(kernel.program(tiling));
    Work expected = operator.work().plus(kernel.extraWork(tiling));
    Work counted = count.work();
    String what = operator + " " + tiling.text();
    near(expected.matrixOperations(), counted.matrixOperations(), what + " matrix operations");
    near(expected.vectorOperations(), counted.vectorOperations(), what + " vector operations");
    near(expected.specialOperations(), counted.specialOperations(), what + " special operations");
    for (Role role : Role.values()) {
      near(expected.read().of(role), counted.read().of(role), what + " read " + role);
      near(expected.written().of(role), counted.written().of(role), what + " written " + role);
    }
    return count;
  }

  /** Demands that the recording, multiplied out, is the count of all tiles and steps. */
  public static void recordingEqualsCount(TileProgram program) {
    Recording.Use counted = CountingMachine.count(program).use();
    Totals recorded = new Totals(program.operands().size());
    for (Recording pass = RecordingMachine.record(program); pass != null; pass = pass.next()) {
      recorded.add(pass);
    }
    String what = program.name();
    near(counted.matrixOperations(), recorded.matrix, what + " matrix operations");
    near(counted.executedMatrixOperations(), recorded.executed, what + " executed");
    near(counted.vectorOperations(), recorded.vector, what + " vector operations");
    near(counted.specialOperations(), recorded.special, what + " special operations");
    near(counted.convertedElements(), recorded.converted, what + " converted");
    for (int slot = 0; slot < recorded.loaded.length; slot++) {
      near(counted.loadedBytes()[slot], recorded.loaded[slot], what + " loaded " + slot);
      near(counted.storedBytes()[slot], recorded.stored[slot], what + " stored " + slot);
    }
  }

  public static void near(double expected, double actual, String what) {
    assertEquals(expected, actual, RELATIVE * Math.max(1, Math.abs(expected)), what);
  }

  private static final class Totals {
    double matrix;
    double executed;
    double vector;
    double special;
    double converted;
    final double[] loaded;
    final double[] stored;

    Totals(int operands) {
      loaded = new double[operands];
      stored = new double[operands];
    }

    void add(Recording pass) {
      for (Recording.TileUse tile : pass.tiles()) {
        for (Recording.Segment segment : tile.segments()) {
          double times = tile.count() * segment.trips();
          Recording.Use use = segment.use();
          matrix += times * use.matrixOperations();
          executed += times * use.executedMatrixOperations();
          vector += times * use.vectorOperations();
          special += times * use.specialOperations();
          converted += times * use.convertedElements();
          for (int slot = 0; slot < loaded.length; slot++) {
            loaded[slot] += times * use.loadedBytes()[slot];
            stored[slot] += times * use.storedBytes()[slot];
          }
        }
      }
    }
  }
}
