package ridgepoint.tile.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Role;
import ridgepoint.tile.BinaryFunction;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.TileMachine;
import ridgepoint.tile.TileProgram;
import ridgepoint.tile.UnaryFunction;

class RecordingMachineTest {
  private static final Operand INPUT =
      new Operand(0, "input", Role.ACTIVATION, Format.of(DataType.FP16), 1, 100, 64);
  private static final Operand OUTPUT =
      new Operand(1, "output", Role.ACTIVATION, Format.of(DataType.FP32), 1, 100, 64);

  @Test
  void codeAroundALoopIsASegmentOfItsOwnAndTheRemainderAnother() {
    TileUse tile =
        record(
            machine -> {
              Tile before = machine.load(INPUT, INPUT.at(0, 0, 0, 8, 64));
              Tile sum = machine.fill(1, 64, DataType.FP32, 0);
              machine.loop(
                  Span.of(100, 30),
                  3,
                  (row, rows) -> {
                    machine.load(INPUT, INPUT.at(0, row, 0, rows, 64));
                    machine.assign(sum, machine.zip(BinaryFunction.ADD, sum, sum));
                    machine.map(UnaryFunction.NEGATE, before);
                  });
              machine.store(OUTPUT, OUTPUT.at(0, 0, 0, 1, 64), sum);
            });
    assertEquals(4, tile.segments().size());
    assertSegment(tile, 0, 1, 1, 8 * 64 * 2);
    assertSegment(tile, 1, 3, 3, 30 * 64 * 2);
    assertSegment(tile, 2, 1, 3, 10 * 64 * 2);
    assertSegment(tile, 3, 1, 1, 0);
    assertEquals(64 * 4, tile.segments().get(3).use().storedBytes()[1]);
    assertEquals(30 * 64 * 2, tile.onChipBytes(), "the largest segment's loads");
    assertEquals(8 * 64 * 2 + 64 * 4, tile.accumulatorBytes(), "tiles that outlive a step");
  }

  @Test
  void nestedLoopsMultiply() {
    TileUse tile =
        record(
            machine ->
                machine.loop(
                    Span.of(10, 4),
                    2,
                    (outer, outerLength) -> {
                      machine.load(INPUT, INPUT.at(0, outer, 0, outerLength, 1));
                      machine.loop(
                          Span.of(64, 16),
                          5,
                          (inner, innerLength) ->
                              machine.load(INPUT, INPUT.at(0, 0, inner, 1, innerLength)));
                    }));
    assertSegment(tile, 0, 2, 2, 4 * 2);
    assertSegment(tile, 1, 8, 5, 16 * 2);
    assertSegment(tile, 2, 1, 2, 2 * 2);
    assertSegment(tile, 3, 4, 5, 16 * 2);
    assertEquals(4, tile.segments().size());
  }

  @Test
  void onlyQuantisationAndDequantisationCountAsConversions() {
    TileUse tile =
        record(
            machine -> {
              Tile half = machine.load(INPUT, INPUT.at(0, 0, 0, 4, 8));
              Tile wide = machine.convert(half, DataType.FP32);
              Tile narrow = machine.convert(wide, DataType.INT8);
              machine.convert(narrow, DataType.FP16);
            });
    assertEquals(2 * 32, tile.segments().get(0).use().convertedElements());
  }

  @Test
  void aRegionOutsideItsTensorIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> record(machine -> machine.load(INPUT, INPUT.at(0, 96, 0, 8, 64))));
  }

  @Test
  void tilesThatDoNotFitTogetherAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            record(
                machine -> {
                  Tile left = machine.fill(3, 4, DataType.FP32, 0);
                  Tile right = machine.fill(5, 6, DataType.FP32, 0);
                  machine.multiply(
                      machine.fill(3, 6, DataType.FP32, 0), left, right, DataType.FP32);
                }));
  }

  private static void assertSegment(
      TileUse tile, int index, double trips, int stages, double loaded) {
    Segment segment = tile.segments().get(index);
    assertEquals(trips, segment.trips(), "trips of segment " + index);
    assertEquals(stages, segment.stages(), "stages of segment " + index);
    assertEquals(loaded, segment.use().loadedBytes()[0], "bytes of segment " + index);
  }

  private interface Body {
    void run(TileMachine machine);
  }

  private static TileUse record(Body body) {
    Recording recording = RecordingMachine.record(new OneTile(body));
    return recording.tiles().get(0);
  }

  private record OneTile(Body body) implements TileProgram {
    @Override
    public String name() {
      return "one-tile";
    }

    @Override
    public List<Operand> operands() {
      return List.of(INPUT, OUTPUT);
    }

    @Override
    public List<TileClass> tileClasses() {
      return List.of(new TileClass(0, 1));
    }

    @Override
    public int tileClass(long index) {
      return 0;
    }

    @Override
    public long tiles() {
      return 1;
    }

    @Override
    public void tile(TileMachine machine, long index) {
      body.run(machine);
    }
  }
}
