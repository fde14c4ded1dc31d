package ridgepoint.host;

import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Role;
import ridgepoint.tensor.Tensor;
import ridgepoint.tile.Axis;
import ridgepoint.tile.Grid;
import ridgepoint.tile.GridProgram;
import ridgepoint.tile.Operand;
import ridgepoint.tile.Span;
import ridgepoint.tile.Tile;
import ridgepoint.tile.functional.FunctionalMachine;

/**
 * What running a tile program costs beyond what its tiles do.
 *
 * @param launchSeconds a program of one tile with next to nothing to do takes
 * @param barrierSeconds more that one on all cores takes
 * @param tileSeconds every further tile takes
 * @param stepSeconds every further step of a tile's loop takes
 */
record ProgramOverheads(
    double launchSeconds, double barrierSeconds, double tileSeconds, double stepSeconds) {
  private static final int TILES = 1024;
  private static final int STEPS = 1024;
  private static final int WIDTH = 16;

  static ProgramOverheads measure(int cores) {
    double one = seconds(1, 1, 1);
    double all = seconds(cores, 1, cores);
    double tile = (seconds(TILES, 1, 1) - one) / (TILES - 1);
    double step = (seconds(1, STEPS, 1) - one) / (STEPS - 1);
    return new ProgramOverheads(one, Math.max(0, all - one), Math.max(0, tile), Math.max(0, step));
  }

  /** Of a program whose tiles load rows of sixteen, and store one of them. */
  private static double seconds(int tiles, int steps, int threads) {
    Format format = Format.of(DataType.FP32);
    Operand input = new Operand(0, "input", Role.ACTIVATION, format, 1, tiles, WIDTH);
    Operand output = new Operand(1, "output", Role.ACTIVATION, format, 1, tiles, WIDTH);
    GridProgram program =
        GridProgram.of(
            "almost nothing",
            List.of(input, output),
            new Grid(new Axis(tiles, 1)),
            (machine, tile) -> {
              Tile sum = machine.fill(1, WIDTH, DataType.FP32, 0);
              machine.loop(
                  Span.of(steps, 1),
                  2,
                  (step, length) ->
                      machine.assign(sum, machine.load(input, input.at(0, tile, 0, 1, WIDTH))));
              machine.store(output, output.at(0, tile, 0, 1, WIDTH), sum);
            });
    Tensor[] tensors = {
      Tensor.zeros(format, 1, tiles, WIDTH), Tensor.zeros(format, 1, tiles, WIDTH)
    };
    return Repetition.bestSeconds(() -> FunctionalMachine.run(program, threads, tensors));
  }
}
