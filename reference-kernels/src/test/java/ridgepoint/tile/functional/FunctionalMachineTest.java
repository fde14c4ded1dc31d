package ridgepoint.tile.functional;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Role;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Axis;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Reduction;
import ridgepoint.tile.Region;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;

class FunctionalMachineTest {
  private static final Format FP32 = Format.of(DataType.FP32);
  private static final Operand INPUT = new Operand(0, "input", Role.ACTIVATION, FP32, 1, 3, 4);
  private static final Operand ROWS =
      new Operand(1, "rows", Role.INDEX, Format.of(DataType.INT32), 1, 3, 1);
  private static final Operand OUTPUT = new Operand(2, "output", Role.ACTIVATION, FP32, 1, 3, 4);
  private static final float[] VALUES = {1, 5, 2, 5, -3, -1, -2, -8, 0, 4, 9, 7};

  @Test
  void gatheredRowsScatteredBackAreWhereTheyWere() {
    float[] result =
        run(
            3,
            machine -> {
              Tile rows = machine.load(ROWS, ROWS.at(0, 0, 0, 3, 1));
              machine.scatter(OUTPUT, 0, rows, 0, machine.gather(INPUT, 0, rows, 0, 4));
            });
    assertArrayEquals(VALUES, result);
  }

  @Test
  void reductionsAndPrefixSumsRunAlongTheirAxis() {
    float[] result =
        run(
            1,
            machine -> {
              Tile all = input(machine);
              Tile sums = machine.reduceRows(Reduction.SUM, all);
              Tile first = machine.reduceRows(Reduction.ARGUMENT_OF_MAXIMUM, all);
              machine.store(OUTPUT, OUTPUT.at(0, 0, 0, 3, 1), sums);
              machine.store(OUTPUT, OUTPUT.at(0, 0, 1, 3, 1), first);
              Tile prefix = machine.prefixSumRows(all);
              machine.store(OUTPUT, OUTPUT.at(0, 0, 2, 3, 1), machine.slice(prefix, 0, 2, 3, 1));
              Tile best = machine.reduceColumns(Reduction.MAXIMUM, all);
              machine.store(
                  OUTPUT,
                  OUTPUT.at(0, 0, 3, 3, 1),
                  machine.transpose(machine.slice(best, 0, 0, 1, 3)));
            });
    assertArrayEquals(new float[] {13, 1, 8, 1, -14, 1, -6, 5, 20, 2, 13, 9}, result);
  }

  @Test
  void aColumnAndARowCombineToAMatrix() {
    float[] result =
        run(
            1,
            machine -> {
              Tile column = machine.slice(input(machine), 0, 0, 3, 1);
              Tile outer = machine.zip(BinaryFunction.MULTIPLY, column, machine.sequence(4, 10));
              machine.store(OUTPUT, OUTPUT.at(0, 0, 0, 3, 4), outer);
            });
    assertArrayEquals(new float[] {10, 11, 12, 13, -30, -33, -36, -39, 0, 0, 0, 0}, result);
  }

  @Test
  void resultsAreRoundedToTheTypeOfTheLeftTile() {
    float[] result =
        run(
            1,
            machine -> {
              Tile one = machine.fill(3, 4, DataType.BF16, 1);
              Tile small = machine.fill(1, 1, DataType.FP32, 0x1p-9f);
              Tile sum = machine.zip(BinaryFunction.ADD, one, small);
              assertEquals(DataType.BF16, sum.type());
              machine.store(OUTPUT, OUTPUT.at(0, 0, 0, 3, 4), sum);
            });
    assertEquals(1f, result[0]);
  }

  @Test
  void aLoadedTileKeepsItsNumbersWhenTheTensorIsOverwritten() {
    float[] result =
        run(
            1,
            machine -> {
              machine.store(OUTPUT, OUTPUT.at(0, 0, 0, 3, 4), input(machine));
              Tile before = machine.load(OUTPUT, OUTPUT.at(0, 0, 0, 3, 4));
              Tile ones = machine.fill(3, 4, DataType.FP32, 1);
              machine.store(OUTPUT, OUTPUT.at(0, 0, 0, 3, 4), ones);
              machine.store(
                  OUTPUT,
                  OUTPUT.at(0, 0, 0, 3, 4),
                  machine.zip(BinaryFunction.MULTIPLY, before, ones));
            });
    assertArrayEquals(VALUES, result);
  }

  @Test
  void aTileLoadedBeforeALoopOutlivesItsSteps() {
    int side = 64;
    Operand large = new Operand(0, "large", Role.ACTIVATION, FP32, 1, side, side);
    Operand sums = new Operand(1, "sums", Role.ACTIVATION, FP32, 1, side, side);
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 97;
    }
    GridProgram program =
        GridProgram.of(
            "test",
            List.of(large, sums),
            new Grid(new Axis(side, side)),
            (machine, tile) -> {
              Region all = large.at(0, 0, 0, side, side);
              Tile loaded = machine.load(large, all);
              Tile sum = machine.fill(side, side, DataType.FP32, 0);
              machine.loop(
                  Span.of(3, 1),
                  2,
                  (step, length) -> {
                    Tile twice = machine.zip(BinaryFunction.ADD, loaded, loaded);
                    machine.assign(sum, machine.zip(BinaryFunction.ADD, sum, twice));
                  });
              machine.store(sums, all, sum);
            });
    Tensor input = Tensor.of(FP32, 1, side, side, values);
    float[] result = FunctionalMachine.run(program, 1, input)[1].toFloats();
    for (int i = 0; i < values.length; i++) {
      assertEquals(6 * values[i], result[i]);
    }
  }

  @Test
  void aTensorOfAnotherShapeIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> FunctionalMachine.run(new Tiles(1, machine -> {}), Tensor.zeros(FP32, 1, 4, 3)));
  }

  @Test
  void aFailureInAWorkerReachesTheCaller() {
    assertThrows(
        IllegalArgumentException.class,
        () -> run(3, machine -> machine.load(INPUT, INPUT.at(0, 2, 0, 3, 4))));
  }

  private static Tile input(TileMachine machine) {
    return machine.load(INPUT, INPUT.at(0, 0, 0, 3, 4));
  }

  private static float[] run(int tiles, Body body) {
    Tensor rows = Tensor.of(ROWS.format(), 1, 3, 1, new float[] {2, 0, 1});
    Tensor input = Tensor.of(FP32, 1, 3, 4, VALUES.clone());
    return FunctionalMachine.run(new Tiles(tiles, body), 2, input, rows)[2].toFloats();
  }

  private interface Body {
    void run(TileMachine machine);
  }

  private record Tiles(long tiles, Body body) implements TileProgram {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public List<Operand> operands() {
      return List.of(INPUT, ROWS, OUTPUT);
    }

    @Override
    public List<TileClass> tileClasses() {
      return List.of(new TileClass(0, tiles));
    }

    @Override
    public int tileClass(long index) {
      return 0;
    }

    @Override
    public void tile(TileMachine machine, long index) {
      body.run(machine);
    }
  }
}
