package ridgepoint.hardware;

import java.util.Map;

/** How the units of a memory that computes are driven, command by command. */
public sealed interface PimEngine {
  /** Id of the DRAM whose command timings hold; empty when the units are processors. */
  default String dram() {
    return "";
  }

  /**
   * Units that follow column accesses of an ordinary controller, as in Samsung's HBM-PIM.
   *
   * @param queueEntries accesses that a controller looks at
   * @param registers of each of a unit's two register files
   */
  record ColumnAccesses(String dram, int queueEntries, int registers) implements PimEngine {}

  /**
   * Units of one stack that a controller of their own drives through attention, as in AttAcc.
   *
   * @param placement where units sit: {@code bank}, {@code bank-group} or {@code buffer}
   * @param stacks of the device
   * @param pseudoChannels of a channel, which follow the same commands
   * @param macCycles least cycles between computing commands within the power limit
   * @param unlimitedMacCycles the same without one
   * @param queueEntries commands that a controller looks at
   */
  record AttentionCommands(
      String dram,
      String placement,
      int stacks,
      int pseudoChannels,
      int macCycles,
      int unlimitedMacCycles,
      int queueEntries)
      implements PimEngine {}

  /**
   * Units that macro commands drive, a bank each, with a buffer for a channel, as in SK hynix'
   * GDDR6-AiM.
   *
   * @param macCycles between multiplications of all banks
   * @param bufferColumns inputs of a column that the channel's buffer holds
   * @param elementwiseBanks banks that element-wise commands take their operands from
   * @param delays between commands
   */
  record MacroCommands(
      String dram, int macCycles, int bufferColumns, int elementwiseBanks, Delays delays)
      implements PimEngine {
    /**
     * Cycles of the DRAM's command clock.
     *
     * @param activateToMac from the activate of a row to its first multiplication
     * @param activateToFunction to a function whose table lies in the row
     * @param activateToElementwise to an element-wise command
     * @param mode between commands to banks and commands to registers and buffer
     */
    public record Delays(
        int activateToMac, int activateToFunction, int activateToElementwise, int mode) {}
  }

  /**
   * Processors beside the banks with threads and memories of their own, as UPMEM's.
   *
   * @param threads that kernels run on a processor
   * @param reissueCycles after which a thread may issue again
   * @param readLatencyCycles of the shortest transfer to the processor's memory, beside its bytes
   * @param writeLatencyCycles of the shortest transfer back
   * @param cyclesPerByte of a transfer
   * @param transferCycles that a transfer keeps the bank busy beside its bytes
   * @param largestTransferBytes of one transfer
   * @param toProcessorsBytesPerSecond from the host to the processors of a rank, each its own
   * @param fromProcessorsBytesPerSecond from the processors of a rank to the host
   * @param broadcastBytesPerSecond that the processors of a rank receive when all get the same
   * @param addInstructions of an addition by type ({@code int32}), operands in registers
   * @param multiplyInstructions of a multiplication, its call included
   * @param divideInstructions of a division, its call included
   */
  record Processors(
      int threads,
      int reissueCycles,
      int readLatencyCycles,
      int writeLatencyCycles,
      double cyclesPerByte,
      double transferCycles,
      int largestTransferBytes,
      double toProcessorsBytesPerSecond,
      double fromProcessorsBytesPerSecond,
      double broadcastBytesPerSecond,
      Map<String, Double> addInstructions,
      Map<String, Double> multiplyInstructions,
      Map<String, Double> divideInstructions)
      implements PimEngine {}
}
