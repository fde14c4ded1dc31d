package ridgepoint.pim.hbm;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.dram.FencedChannel;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.number.DataType;
import ridgepoint.pim.kernel.Task;

/**
 * A product or element-wise work of HBM-PIM with real numbers: the same programs that are timed,
 * every channel with its own part of the operands.
 */
public final class Executed {
  private final HbmPim device;
  private final Programs programs;

  public Executed(HbmPim device) {
    this.device = device;
    programs = new Programs(device);
  }

  /**
   * Multiplies.
   *
   * @param matrix [outputs][inputs], fp16
   * @param vectors [vectors][inputs], fp16
   * @return [vectors][outputs]; the host has added up the lanes of each
   * @throws UnsupportedOperatorException when inputs do not fill pairs of tiles: Samsung's layout
   *     would then put data of several tiles in one place
   */
  public float[][] product(float[][] matrix, float[][] vectors, boolean tree) {
    int outputs = matrix.length;
    int inputs = matrix[0].length;
    if (inputs % (2 * device.inputTile()) != 0) {
      throw new UnsupportedOperatorException(
          "a product of HBM-PIM runs with inputs by %d, got %d"
              .formatted(2 * device.inputTile(), inputs));
    }
    Programs.Cut cut =
        programs.cut(new Task.Product(1, vectors.length, outputs, inputs, tree, DataType.FP16));
    Program program = programs.product(cut, tree, cut.blocks());
    float[][] results = new float[vectors.length][outputs];
    for (int channel = 0; channel < device.channels(); channel++) {
      ChannelUnits units =
          new ChannelUnits(
              device, program, (vector, burst) -> lanes(vectors[vector], burst * device.lanes()));
      load(units, cut, channel, matrix);
      new FencedChannel(device.dram(), device.queueEntries(), units).run(program.accesses());
      collect(units, cut, channel, results, tree);
    }
    return results;
  }

  private float[] lanes(float[] from, int first) {
    float[] lanes = new float[device.lanes()];
    System.arraycopy(from, first, lanes, 0, lanes.length);
    return lanes;
  }

  /** The row of the matrix that a unit's register sums up. */
  private int output(int tile, int channel, int unit, int register) {
    return ((tile * device.channels() + channel) * device.unitsPerChannel() + unit)
            * device.registers()
        + register;
  }

  private void load(ChannelUnits units, Programs.Cut cut, int channel, float[][] matrix) {
    int registers = device.registers();
    for (int tile = 0; tile < cut.outputTiles(); tile++) {
      for (int input = 0; input < cut.inputTiles(); input++) {
        int first = registers * registers * (input / 2 + tile * cut.inputTiles() / 2);
        for (int at = 0; at < registers * registers; at++) {
          for (int unit = 0; unit < device.unitsPerChannel(); unit++) {
            int row = output(tile, channel, unit, at % registers);
            if (row < matrix.length) {
              int burst = input * registers + at / registers;
              put(
                  units,
                  2 * unit + input % 2,
                  first + at,
                  lanes(matrix[row], burst * device.lanes()));
            }
          }
        }
      }
    }
  }

  private void put(ChannelUnits units, int bank, int column, float[] values) {
    units.put(bank, column / device.columnsPerRow(), column % device.columnsPerRow(), values);
  }

  private void collect(
      ChannelUnits units, Programs.Cut cut, int channel, float[][] results, boolean tree) {
    int registers = device.registers();
    int sums = tree ? cut.inputTiles() : 1;
    for (int tile = 0; tile < cut.outputTiles(); tile++) {
      for (int vector = 0; vector < results.length; vector++) {
        long block = (long) tile * results.length + vector;
        int first = (int) programs.resultColumn(cut, tree, block);
        for (int unit = 0; unit < device.unitsPerChannel(); unit++) {
          for (int register = 0; register < registers; register++) {
            int row = output(tile, channel, unit, register);
            if (row < results[vector].length) {
              results[vector][row] = sum(units, unit, first + register, sums);
            }
          }
        }
      }
    }
  }

  /** What the host adds up: the lanes of an output, of every tile of inputs. */
  private float sum(ChannelUnits units, int unit, int first, int sums) {
    double total = 0;
    for (int i = 0; i < sums; i++) {
      int column = first + i * device.registers();
      int perRow = device.columnsPerRow();
      for (float lane : units.burst(2 * unit + 1, column / perRow, column % perRow)) {
        total += lane;
      }
    }
    return (float) total;
  }

  /** Element by element; the operands are as long as each other. */
  public float[] elementwise(Task.Elementwise.Operation operation, List<float[]> operands) {
    int elements = operands.get(0).length;
    long tiles = Programs.tiles(elements, device.elementTile());
    Program program = programs.elementwise(operation, tiles);
    int perChannel = Math.toIntExact(tiles * device.elementTile() / device.channels());
    float[] result = new float[elements];
    int[] rows = {0, Registers.SECOND_OPERAND_ROW};
    for (int channel = 0; channel < device.channels(); channel++) {
      ChannelUnits units = new ChannelUnits(device, program, (vector, burst) -> new float[0]);
      for (int i = 0; i < operands.size(); i++) {
        for (Place place : places(perChannel)) {
          float[] values = new float[device.lanes()];
          copy(operands.get(i), channel * perChannel + place.first(), values, 0);
          units.put(place.bank(), rows[i] + place.row(), place.column(), values);
        }
      }
      new FencedChannel(device.dram(), device.queueEntries(), units).run(program.accesses());
      for (Place place : places(perChannel)) {
        float[] values =
            units.burst(place.bank(), Registers.RESULT_ROW + place.row(), place.column());
        int first = channel * perChannel + place.first();
        for (int lane = 0; lane < values.length && first + lane < elements; lane++) {
          result[first + lane] = values[lane];
        }
      }
    }
    return result;
  }

  private static void copy(float[] from, int first, float[] to, int at) {
    int length = Math.min(to.length - at, from.length - first);
    if (length > 0) {
      System.arraycopy(from, first, to, at, length);
    }
  }

  /** A burst of a channel's share of a vector. */
  private record Place(int first, int bank, int row, int column) {}

  private List<Place> places(int perChannel) {
    List<Place> places = new ArrayList<>();
    int bursts = perChannel / device.lanes();
    int perRow = device.columnsPerRow();
    for (int i = 0; i < bursts; i++) {
      int column = i / device.banks();
      places.add(
          new Place(i * device.lanes(), i % device.banks(), column / perRow, column % perRow));
    }
    return places;
  }
}
