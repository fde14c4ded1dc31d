package ridgepoint.hardware;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import ridgepoint.number.DataType;

/** What only one kind of device has. */
public sealed interface Architecture {

  /**
   * A GPU.
   *
   * @param generation such as {@code ampere}, {@code hopper}, {@code cdna3}; kind-wide defaults may
   *     differ by it
   * @param matrixRows m of the matrix instruction an SM issues (wgmma 64, mma.sync 16...)
   * @param l2 how its L2 is built
   */
  record Gpu(
      String generation,
      int maxWarpsPerUnit,
      int maxBlocksPerUnit,
      double registerBytesPerUnit,
      double sharedBytesPerUnit,
      double sharedBytesPerBlock,
      int matrixRows,
      int matrixColumns,
      int matrixDepth,
      L2 l2)
      implements Architecture {}

  /**
   * The L2 of a GPU: slices, each with a port of its own, on a crossbar that SMs are on as well.
   * Each partition is near to some SMs; the rest of it they reach over a link between partitions.
   *
   * @param partitions that a unit reaches at different cost; 1 when uniform
   * @param slices of all partitions, alike in each; empty where nobody says
   * @param linkBytesPerSecond into a partition from the others; empty where it is as wide as the
   *     partition itself
   * @param farSeconds that another partition's data takes longer
   */
  record L2(
      int partitions, OptionalInt slices, OptionalDouble linkBytesPerSecond, double farSeconds) {
    /** One of which no more is known. */
    public static L2 ofPartitions(int partitions) {
      return new L2(partitions, OptionalInt.empty(), OptionalDouble.empty(), 0);
    }
  }

  /**
   * A CPU.
   *
   * @param simdBits vector register width
   * @param fusedMultiplyAddPipes vector multiply-add pipes per core
   * @param matrixExtension AMX or the like; empty when products run on SIMD
   * @param coresToSaturateMemory cores that together reach the memory's bandwidth
   * @param socketLink how sockets reach each other's memory; empty where that costs nothing
   */
  record Cpu(
      int sockets,
      int coresPerSocket,
      int simdBits,
      int fusedMultiplyAddPipes,
      Optional<MatrixExtension> matrixExtension,
      double coresToSaturateMemory,
      Optional<SocketLink> socketLink)
      implements Architecture {
    /** One whose sockets, if there are several, reach each other's memory for nothing. */
    public Cpu(
        int sockets,
        int coresPerSocket,
        int simdBits,
        int fusedMultiplyAddPipes,
        Optional<MatrixExtension> matrixExtension,
        double coresToSaturateMemory) {
      this(
          sockets,
          coresPerSocket,
          simdBits,
          fusedMultiplyAddPipes,
          matrixExtension,
          coresToSaturateMemory,
          Optional.empty());
    }
  }

  /**
   * Links between the sockets of a CPU.
   *
   * @param bytesPerSecond into each socket, of data
   * @param latencySeconds that an access to another socket's memory takes longer
   * @param remoteShare of accesses to main memory that are such; with pages dealt out to n sockets
   *     (n - 1) / n
   */
  record SocketLink(double bytesPerSecond, double latencySeconds, double remoteShare) {}

  /**
   * Tile registers of a CPU's matrix extension: an instruction multiplies rows x depth by depth x
   * columns.
   */
  record MatrixExtension(String name, int rows, int columns, int depthBytes) {}

  /**
   * A systolic-array NPU.
   *
   * @param arrays systolic arrays on the device
   * @param rows processing elements along the reduction dimension
   * @param columns processing elements along the output dimension
   * @param vectorLanes lanes of the vector units of the device together
   * @param prefetchesStationary whether the array loads the next stationary tile behind the one in
   *     use, so that only the first fill and the last drain show (TPU: Jouppi 2017), or drains the
   *     last outputs behind it where those are stationary; otherwise every tile pays them
   * @param reshapes whether an array can also work at half its rows and twice its columns, or the
   *     reverse, as products ask
   * @param dmaSetupSeconds to issue one DMA descriptor
   * @param dmaEngines that can run side by side
   * @param attentionBlocks blocks that its attention kernels are written in; without any, as large
   *     ones as are fastest, whose products and softmax overlap
   */
  record Npu(
      int arrays,
      int rows,
      int columns,
      Dataflow dataflow,
      int vectorLanes,
      double accumulatorBytes,
      boolean prefetchesStationary,
      boolean reshapes,
      double dmaSetupSeconds,
      int dmaEngines,
      Optional<AttentionBlocks> attentionBlocks)
      implements Architecture {}

  /**
   * Blocks of an attention kernel on a core that runs one instruction stream: products of a block
   * and the softmax between them wait for one another, and blocks come one after another.
   *
   * @param queries of a sequence, for all heads that share keys
   * @param keys of a sequence
   */
  record AttentionBlocks(int queries, int keys) {}

  /** Which operand stays in a systolic array while the others stream through. */
  enum Dataflow {
    WEIGHT_STATIONARY,
    OUTPUT_STATIONARY,
    INPUT_STATIONARY
  }

  /**
   * An FPGA with the accelerator design that is loaded into it.
   *
   * @param dspMacsPerCycle multiply-adds one DSP slice does per cycle, by data type (packing)
   * @param lutsPerMac LUTs of one multiply-add built from logic, by data type; absent types need
   *     DSPs
   * @param memoryChannels pseudo-channels or controllers of the main memory
   * @param burstEfficiency fraction of the channels' peak that the design's bursts reach
   */
  record Fpga(
      int dsps,
      int luts,
      int flipFlops,
      int blockRams,
      int ultraRams,
      Map<DataType, Double> dspMacsPerCycle,
      Map<DataType, Double> lutsPerMac,
      int memoryChannels,
      double burstEfficiency,
      FpgaDesign design)
      implements Architecture {
    public Fpga {
      dspMacsPerCycle = Ordered.copy(dspMacsPerCycle);
      lutsPerMac = Ordered.copy(lutsPerMac);
    }

    /** The same fabric with another design. */
    public Fpga with(FpgaDesign other) {
      return new Fpga(
          dsps,
          luts,
          flipFlops,
          blockRams,
          ultraRams,
          dspMacsPerCycle,
          lutsPerMac,
          memoryChannels,
          burstEfficiency,
          other);
    }
  }

  /**
   * The accelerator on the fabric: what it uses and how it is shaped.
   *
   * @param processingElementRows rows of the multiply-add array
   * @param processingElementColumns columns of it
   * @param bufferBytes on-chip buffers together
   * @param instructionSeconds overhead of one macro instruction (an operator)
   * @param dataflow how operands stream through the array
   */
  record FpgaDesign(
      String name,
      int dsps,
      int luts,
      int flipFlops,
      int blockRams,
      int ultraRams,
      double clockHertz,
      int processingElementRows,
      int processingElementColumns,
      double bufferBytes,
      double instructionSeconds,
      FpgaDataflow dataflow) {}

  /**
   * How operands stream through the array of an FPGA design.
   *
   * @param tokens rows of the left operand that meet the same right operands side by side, each in
   *     rows x columns multiply-adds of its own
   * @param vectorRows rows of the array when a vector is multiplied by a matrix: an array that
   *     shares weights between tokens has fewer multiply-adds to offer to one
   * @param vectorColumns columns of it then
   * @param memoryChannels that its ports read and write, of those the device has
   * @param coreScaling rate of all its cores together over that of one times their number
   */
  record FpgaDataflow(
      int tokens, int vectorRows, int vectorColumns, int memoryChannels, double coreScaling) {

    /** One token at a time through the whole array, from all channels. */
    public static FpgaDataflow streaming(int rows, int columns, int memoryChannels) {
      return new FpgaDataflow(1, rows, columns, memoryChannels, 1);
    }
  }

  /**
   * Processing in memory.
   *
   * @param host id of the device that executes what the memory cannot
   * @param channels independent command channels
   * @param banksPerChannel banks (or DPUs) that compute side by side in a channel
   * @param lanesPerBank multiply-adds per bank and step
   * @param accumulatorsPerBank outputs (of all lanes) a bank can hold while inputs change: 8 of
   *     HBM-PIM's GRF_B, 1 of AiM's MAC register
   * @param programmable whether the units are processors with programs and memories of their own
   *     (UPMEM), each needing its copy of the input, instead of followers of broadcast commands
   * @param internalBytesPerSecond of all banks together
   * @param externalBytesPerSecond between memory and host
   * @param inputBufferBytesPerChannel activation buffer a GEMV input must be written to first
   * @param modeSwitchSeconds to enter and leave computing mode, together
   * @param commandSeconds per all-bank command
   * @param turnaroundSeconds between writing the input buffer and computing, each way
   * @param rowBytes of one bank's row buffer; of the largest DMA transfer of programmable units
   * @param rowSwitchSeconds precharge, activate and restore of a row; set-up of such a transfer
   * @param refreshFraction of time lost to refresh
   * @param engine how its units are driven command by command, where that is described
   */
  record Pim(
      String host,
      int channels,
      int banksPerChannel,
      int lanesPerBank,
      int accumulatorsPerBank,
      boolean programmable,
      double internalBytesPerSecond,
      double externalBytesPerSecond,
      double inputBufferBytesPerChannel,
      double modeSwitchSeconds,
      double commandSeconds,
      double turnaroundSeconds,
      double rowBytes,
      double rowSwitchSeconds,
      double refreshFraction,
      Optional<PimEngine> engine)
      implements Architecture {}
}
