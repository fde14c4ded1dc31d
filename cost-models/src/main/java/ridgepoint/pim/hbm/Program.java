package ridgepoint.pim.hbm;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.dram.AccessProgram;

/**
 * The program of one channel as its host sends it: accesses and fences, and what those that write
 * registers carry. All channels run the same.
 */
final class Program {
  /** What a write carries beside bits that follow from its address. */
  sealed interface Payload {
    /** Starts or stops running instructions. */
    record Operation(boolean on, boolean clearAccumulators) implements Payload {}

    /** Some instructions, from that one on. */
    record Instructions(int first, List<Instruction> instructions) implements Payload {}

    /** A burst of the input vector: the burst's number, and of which vector of the batch. */
    record Input(int vector, int burst) implements Payload {}
  }

  private final HbmPim device;
  private final AccessProgram accesses = new AccessProgram();
  private final List<Payload> payloads = new ArrayList<>();
  private int fences;

  Program(HbmPim device) {
    this.device = device;
  }

  AccessProgram accesses() {
    return accesses;
  }

  /** What an access carries; null for one of the data rows. */
  Payload payload(int access) {
    return payloads.get(access);
  }

  int fences() {
    return fences;
  }

  /** Accesses that carry something from the host. */
  long carried() {
    return payloads.stream().filter(payload -> payload != null).count();
  }

  void fence() {
    accesses.fence();
    fences++;
  }

  private void add(boolean write, int bank, int row, int column, Payload payload) {
    int perRow = device.columnsPerRow();
    accesses.add(write, bank, row + column / perRow, column % perRow);
    payloads.add(payload);
  }

  /** Bursts one after another in a bank, and a fence. Columns beyond a row are in the next. */
  void burst(boolean write, int bank, int row, int column, int bursts) {
    for (int i = 0; i < bursts; i++) {
      add(write, bank, row, column + i, null);
    }
    fence();
  }

  /** Reads every bank once, so that it is known which row each has had open last. */
  void park() {
    int perGroup = device.dram().organization().banks();
    int groups = device.dram().organization().bankGroups();
    for (int bank = 0; bank < perGroup; bank++) {
      for (int group = 0; group < groups; group++) {
        add(false, group * perGroup + bank, Registers.PARK_ROW, 0, null);
      }
    }
    fence();
  }

  /** From here on the first two banks stand for all even and all odd ones. */
  void allBanks(List<Instruction> instructions) {
    fence();
    park();
    int third = device.banks() / 2;
    for (int bank : new int[] {0, 1, third, third + 1}) {
      add(true, bank, Registers.ALL_BANK_ROW, Registers.MODE_COLUMN, null);
    }
    fence();
    int perBurst = Registers.INSTRUCTIONS_PER_BURST;
    for (int first = 0; first < instructions.size(); first += perBurst) {
      List<Instruction> burst =
          instructions.subList(first, Math.min(instructions.size(), first + perBurst));
      int column = Registers.INSTRUCTION_COLUMN + first / perBurst;
      add(true, 1, Registers.ROW, column, new Payload.Instructions(first, List.copyOf(burst)));
    }
    fence();
  }

  /** Whether column accesses of data rows run instructions from here on, the first one first. */
  void operate(boolean on, boolean clearAccumulators) {
    Payload payload = new Payload.Operation(on, clearAccumulators);
    add(true, 0, Registers.ROW, Registers.OPERATION_COLUMN, payload);
    fence();
  }

  /** Writes a tile of the input to register file A of every unit. */
  void input(int vector, int tile) {
    for (int i = 0; i < device.registers(); i++) {
      int burst = tile * device.registers() + i;
      add(true, 1, Registers.ROW, Registers.A_COLUMN + i, new Payload.Input(vector, burst));
    }
    fence();
  }

  /** Each bank is its own again. */
  void singleBanks() {
    add(true, 0, Registers.SINGLE_BANK_ROW, Registers.MODE_COLUMN, null);
    add(true, 1, Registers.SINGLE_BANK_ROW, Registers.MODE_COLUMN, null);
    fence();
    park();
  }

  /** Writes zeros where accumulators are cleared from, in every bank. */
  void zeros() {
    for (int bank = 0; bank < device.banks(); bank++) {
      for (int column = 0; column < device.registers(); column++) {
        add(true, bank, Registers.ZERO_ROW, column, null);
      }
    }
  }
}
