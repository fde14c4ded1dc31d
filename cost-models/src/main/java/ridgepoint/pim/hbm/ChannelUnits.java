package ridgepoint.pim.hbm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import ridgepoint.number.DataType;
import ridgepoint.number.Rounding;

/**
 * The units of a channel as they follow its commands, with real numbers: registers, instructions
 * and the banks' data. Each operation rounds to fp16, as the units do.
 */
final class ChannelUnits extends Mode {
  /** Data of the host: bursts of the input vectors. */
  interface Inputs {
    float[] burst(int vector, int burst);
  }

  private final HbmPim device;
  private final Program program;
  private final Inputs inputs;
  private final Map<Long, float[]> bursts = new HashMap<>();
  private final Instruction[] instructions;
  private final float[][][] files;
  private final int[] taken;
  private boolean operating;
  private int counter;
  private int repeated;

  ChannelUnits(HbmPim device, Program program, Inputs inputs) {
    super(device);
    this.device = device;
    this.program = program;
    this.inputs = inputs;
    int most = Registers.INSTRUCTION_BURSTS * Registers.INSTRUCTIONS_PER_BURST;
    instructions = new Instruction[most];
    taken = new int[most];
    files = new float[2 * device.unitsPerChannel()][device.registers()][device.lanes()];
  }

  /** What a bank holds; zeros where nothing was written. */
  float[] burst(int bank, int row, int column) {
    return bursts.computeIfAbsent(place(bank, row, column), key -> new float[device.lanes()]);
  }

  void put(int bank, int row, int column, float[] values) {
    bursts.put(place(bank, row, column), values.clone());
  }

  private long place(int bank, int row, int column) {
    return ((long) bank * Registers.ROW + row) * device.columnsPerRow() + column;
  }

  @Override
  public void issued(long clock, String command, int bank, int row, int access) {
    super.issued(clock, command, bank, row, access);
    boolean write = command.equals("write");
    if (!allBanks() || !write && !command.equals("read")) {
      return;
    }
    if (row == Registers.ROW) {
      register(program.payload(access));
    } else if (operating && row < Registers.DATA_ROWS) {
      step(write, bank, row, program.accesses().column(access));
    }
  }

  private void register(Program.Payload payload) {
    if (payload instanceof Program.Payload.Operation operation) {
      operating = operation.on();
      counter = 0;
      repeated = 0;
      Arrays.fill(taken, 0);
      if (operation.clearAccumulators()) {
        for (int unit = 0; unit < device.unitsPerChannel(); unit++) {
          files[2 * unit + 1] = new float[device.registers()][device.lanes()];
        }
      }
    } else if (payload instanceof Program.Payload.Instructions burst) {
      for (int i = 0; i < burst.instructions().size(); i++) {
        instructions[burst.first() + i] = burst.instructions().get(i);
      }
    } else if (payload instanceof Program.Payload.Input input) {
      float[] values = inputs.burst(input.vector(), input.burst());
      for (int unit = 0; unit < device.unitsPerChannel(); unit++) {
        files[2 * unit][input.burst() % device.registers()] = values.clone();
      }
    }
  }

  /**
   * One access: the current instruction on a register of every unit, then jumps, which are free.
   */
  private void step(boolean write, int bank, int row, int column) {
    Instruction instruction = instructions[counter];
    for (int unit = 0; unit < device.unitsPerChannel(); unit++) {
      execute(instruction, write, unit, bank, row, column);
    }
    int times =
        instruction.operation() == Instruction.Operation.WAIT
            ? instruction.count() + 1
            : device.registers();
    if (++repeated < times) {
      return;
    }
    repeated = 0;
    counter++;
    while (instructions[counter].operation() == Instruction.Operation.JUMP) {
      Instruction jump = instructions[counter];
      if (taken[counter] < jump.count()) {
        taken[counter]++;
        counter -= jump.offset();
      } else {
        taken[counter] = 0;
        counter++;
      }
    }
    operating = instructions[counter].operation() != Instruction.Operation.EXIT;
  }

  private void execute(
      Instruction instruction, boolean write, int unit, int bank, int row, int column) {
    int register = column % device.registers();
    int file = 2 * unit + instruction.bank();
    float[] data = burst(2 * unit + bank, row, column);
    switch (instruction.operation()) {
      case MULTIPLY_ADD -> {
        int input = (row * device.columnsPerRow() + column) / device.registers();
        float[] left = files[2 * unit][input % device.registers()];
        float[] sum = files[2 * unit + 1][register];
        for (int lane = 0; lane < sum.length; lane++) {
          sum[lane] = round(sum[lane] + round(left[lane] * data[lane]));
        }
      }
      case ADD -> combine(files[file][register], data, true);
      case MULTIPLY -> combine(files[file][register], data, false);
      case SCALE -> combine(files[2 * unit + 1][register], data, false);
      case FILL -> {
        for (int lane = 0; lane < data.length; lane++) {
          boolean zero = instruction.relu() && data[lane] < 0;
          files[file][register][lane] = zero ? 0 : data[lane];
        }
      }
      case WAIT -> {
        if (write) {
          put(2 * unit + bank, row, column, files[2 * unit + bank][register]);
        }
      }
      case JUMP, EXIT -> throw new IllegalStateException("no step of a unit: " + instruction);
    }
  }

  private static void combine(float[] into, float[] data, boolean add) {
    for (int lane = 0; lane < into.length; lane++) {
      into[lane] = round(add ? into[lane] + data[lane] : into[lane] * data[lane]);
    }
  }

  private static float round(float value) {
    return Rounding.round(value, DataType.FP16);
  }
}
