package ridgepoint.pim.hbm;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.pim.hbm.Instruction.Operation;
import ridgepoint.pim.kernel.Task;
import ridgepoint.pim.kernel.Task.Elementwise;

/**
 * The programs of HBM-PIM's kernels, laid out in the banks as Samsung's library does (Lee et al.,
 * ISCA 2021, figures 8 and 9). A program is made of equal blocks: an output tile by a vector, or a
 * tile of elements.
 */
final class Programs {
  private static final int EVEN = 0;
  private static final int ODD = 1;

  private final HbmPim device;
  private final int registers;

  Programs(HbmPim device) {
    this.device = device;
    registers = device.registers();
  }

  /** How a product is cut: the blocks of a channel, vector by vector and tile by tile. */
  record Cut(long outputTiles, int inputTiles, long vectors) {
    long blocks() {
      return outputTiles * vectors;
    }
  }

  /** Each matrix gets as many channels as there are for it, in rounds if there are too few. */
  Cut cut(Task.Product product) {
    long perMatrix = channelsPerMatrix(product);
    long rounds = tiles(product.matrices() * perMatrix, device.channels());
    return new Cut(
        rounds * tiles(product.outputs(), device.outputTile(perMatrix)),
        Math.toIntExact(tiles(product.inputs(), device.inputTile())),
        product.vectors());
  }

  private long channelsPerMatrix(Task.Product product) {
    return Math.max(1, Long.highestOneBit(device.channels() / product.matrices()));
  }

  static long tiles(long size, long tile) {
    return (size + tile - 1) / tile;
  }

  /** Rows of a bank that the matrices and results take. */
  long rows(Cut cut, boolean tree) {
    return tiles(resultColumn(cut, tree, cut.blocks()), device.columnsPerRow());
  }

  /** First column of the results of a block; all are behind the matrix. */
  long resultColumn(Cut cut, boolean tree, long block) {
    long matrix = cut.outputTiles() * cut.inputTiles() / 2 * registers * registers;
    return matrix + block * registers * (tree ? cut.inputTiles() : 1);
  }

  /** The first blocks of a product, with all that is around them. */
  Program product(Cut cut, boolean tree, long blocks) {
    Program program = new Program(device);
    if (tree) {
      program.zeros();
    }
    int inputTiles = cut.inputTiles();
    program.allBanks(tree ? treeInstructions(inputTiles) : productInstructions(inputTiles));
    for (long block = 0; block < blocks; block++) {
      int output = (int) (block / cut.vectors());
      int vector = (int) (block % cut.vectors());
      program.operate(true, true);
      int column = (int) resultColumn(cut, tree, block);
      if (tree) {
        treeBlock(program, cut, output, vector, column);
      } else {
        block(program, cut, output, vector, column);
      }
      program.operate(false, false);
    }
    program.singleBanks();
    return program;
  }

  private void block(Program program, Cut cut, int output, int vector, int column) {
    for (int bank : new int[] {EVEN, ODD}) {
      for (int input = bank; input < cut.inputTiles(); input += 2) {
        multiply(program, vector, input, output * cut.inputTiles());
      }
    }
    program.burst(true, ODD, 0, column, registers);
  }

  private void treeBlock(Program program, Cut cut, int output, int vector, int column) {
    for (int input = 0; input < cut.inputTiles(); input++) {
      multiply(program, vector, input, output * cut.inputTiles());
      program.burst(true, ODD, 0, column + input * registers, registers);
      program.burst(false, EVEN, Registers.ZERO_ROW, 0, registers);
    }
  }

  /** Inputs of a tile to the registers, then every one of them times a burst of every row. */
  private void multiply(Program program, int vector, int input, int tilesBefore) {
    program.input(vector, input);
    int tileColumns = registers * registers;
    int column = tileColumns * (input / 2 + tilesBefore / 2);
    for (int group = 0; group < tileColumns; group += registers) {
      program.burst(false, input % 2, 0, column + group, registers);
    }
  }

  private List<Instruction> productInstructions(int inputTiles) {
    List<Instruction> instructions = new ArrayList<>();
    for (int bank : new int[] {EVEN, ODD}) {
      int tiles = (inputTiles + 1 - bank) / 2;
      instructions.add(Instruction.of(Operation.MULTIPLY_ADD, bank));
      instructions.add(Instruction.jump(1, registers * tiles - 1));
    }
    instructions.add(Instruction.waitFor(registers));
    instructions.add(Instruction.exit());
    return instructions;
  }

  private List<Instruction> treeInstructions(int inputTiles) {
    List<Instruction> instructions = new ArrayList<>();
    for (int bank : new int[] {EVEN, ODD}) {
      instructions.add(Instruction.of(Operation.MULTIPLY_ADD, bank));
      instructions.add(Instruction.jump(1, registers - 1));
      instructions.add(Instruction.waitFor(registers));
      instructions.add(Instruction.of(Operation.SCALE, EVEN));
    }
    repeat(instructions, (inputTiles + 1) / 2);
    return instructions;
  }

  private static void repeat(List<Instruction> body, long times) {
    if (times > 1) {
      body.add(Instruction.jump(body.size(), (int) times - 1));
    }
    body.add(Instruction.exit());
  }

  /** The first tiles of element-wise work, with all that is around them. */
  Program elementwise(Elementwise.Operation operation, long tiles) {
    Program program = new Program(device);
    program.allBanks(elementwiseInstructions(operation, tiles));
    program.operate(true, false);
    for (int tile = 0; tile < tiles; tile++) {
      int column = registers * tile;
      for (int bank : new int[] {EVEN, ODD}) {
        program.burst(false, bank, 0, column, registers);
        if (operation.operands() == 2) {
          program.burst(false, bank, Registers.SECOND_OPERAND_ROW, column, registers);
        }
        program.burst(true, bank, Registers.RESULT_ROW, column, registers);
      }
    }
    program.operate(false, false);
    program.singleBanks();
    return program;
  }

  private List<Instruction> elementwiseInstructions(Elementwise.Operation kind, long tiles) {
    List<Instruction> instructions = new ArrayList<>();
    for (int bank : new int[] {EVEN, ODD}) {
      if (kind == Elementwise.Operation.RELU) {
        instructions.add(Instruction.fillPositive(bank));
      } else {
        instructions.add(Instruction.of(Operation.FILL, bank));
        boolean add = kind == Elementwise.Operation.ADD;
        instructions.add(Instruction.of(add ? Operation.ADD : Operation.MULTIPLY, bank));
      }
      instructions.add(Instruction.waitFor(registers));
    }
    repeat(instructions, tiles);
    return instructions;
  }
}
