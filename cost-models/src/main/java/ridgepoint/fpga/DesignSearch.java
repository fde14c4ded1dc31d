package ridgepoint.fpga;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import ridgepoint.fpga.ArrayDesign.FabricUse;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;

/**
 * Chooses an array for a fabric: multiply-adds packed into DSP slices and, of four bits and less,
 * built from LUTs too; as many for one token as the memory feeds each cycle, and tokens side by
 * side with the rest; buffers with ports for a cycle's operands.
 */
public final class DesignSearch {
  /** Elements of one dot product: a cascade of DSP slices (FlightLLM, Zeng, FPGA 2024). */
  private static final int ROWS = 16;

  /** A port of a block RAM or UltraRAM without parity (AMD UG573). */
  private static final int PORT_BYTES = 8;

  private static final int WORDS = 512;
  private static final int SUM_BYTES = 4;
  private static final int MOST_LOGIC_BITS = 4;

  private final DeviceSpec device;
  private final Architecture.Fpga fabric;
  private final BudgetParameters limits;

  public DesignSearch(DeviceSpec device) {
    this.device = device;
    fabric = (Architecture.Fpga) device.architecture();
    limits = BudgetParameters.of(device);
  }

  /**
   * The array of a data type.
   *
   * @param multiplyAdds at least so many; as many as close timing without effort when empty
   * @param bufferBytes so many; all that close timing without effort when empty
   * @throws InputException naming the resource that ran out
   */
  public ArrayDesign of(DataType type, OptionalLong multiplyAdds, OptionalDouble bufferBytes) {
    long wanted = multiplyAdds.orElseGet(() -> most(type, limits.dspShare(), limits.lutShare()));
    refuseMore(wanted, most(type, 1, 1), type);
    double perCycle =
        device.mainMemory().readBytesPerSecond()
            * fabric.burstEfficiency()
            / limits.clockCeilingHertz();
    long fed = Long.highestOneBit(Math.max(1, (long) (perCycle / type.bytes())));
    long vector = Math.max(1, Math.min(fed, Long.highestOneBit(wanted)));
    int rows = (int) Math.min(ROWS, vector);
    int columns = (int) (vector / rows);
    long side = wanted / vector;
    int tokens = (int) (multiplyAdds.isPresent() ? (wanted + vector - 1) / vector : side);
    refuseMore(tokens * vector, most(type, 1, 1), type);
    return fitted(type, tokens, rows, columns, bufferBytes);
  }

  private ArrayDesign fitted(
      DataType type, int tokens, int rows, int columns, OptionalDouble bufferBytes) {
    long elements = (long) tokens * rows * columns;
    double packing = fabric.dspMacsPerCycle().getOrDefault(type, 0.0);
    long inSlices = inSlices(elements, packing, lutsPerMultiplier(type));
    double logic = (elements - inSlices) * lutsPerMultiplier(type);
    long ports =
        ports((double) rows * columns * type.bytes())
            + ports((double) tokens * rows * type.bytes())
            + 2 * ports((double) tokens * columns * SUM_BYTES);
    double held = ports * Fabric.BLOCK_RAM_BYTES;
    double wanted =
        bufferBytes.orElse(
            held + Math.floor(fabric.ultraRams() * limits.ramShare()) * Fabric.ULTRA_RAM_BYTES);
    double beside = Math.max(0, wanted - held);
    long ultra = (long) Math.min(fabric.ultraRams(), Math.ceil(beside / Fabric.ULTRA_RAM_BYTES));
    double left = Math.max(0, beside - ultra * Fabric.ULTRA_RAM_BYTES);
    FabricUse use =
        new FabricUse(
            packing == 0 ? 0 : (long) Math.ceil(inSlices / packing),
            (long) Math.ceil(elements * limits.lutsPerElement() + logic),
            (long) Math.ceil(elements * limits.flipFlopsPerElement()),
            ports + (long) Math.ceil(left / Fabric.BLOCK_RAM_BYTES),
            ultra);
    String limit = limit(use);
    return new ArrayDesign(
        type,
        tokens,
        rows,
        columns,
        elements - inSlices,
        WORDS / 2 * rows,
        use,
        use.blockRams() * Fabric.BLOCK_RAM_BYTES + ultra * Fabric.ULTRA_RAM_BYTES,
        fabric.memoryChannels(),
        limit,
        clock(use));
  }

  /** Logic takes what is beyond an easy share of the slices, unless there is too little of it. */
  private long inSlices(long elements, double packing, double lutsPerMultiplier) {
    long easy = (long) Math.min(elements, Math.floor(fabric.dsps() * limits.dspShare() * packing));
    double luts = elements * limits.lutsPerElement() + (elements - easy) * lutsPerMultiplier;
    return lutsPerMultiplier > 0 && luts <= fabric.luts()
        ? easy
        : (long) Math.min(elements, Math.floor(fabric.dsps() * packing));
  }

  /** RAMs that give so many bytes each cycle through one port while the other is written. */
  private static long ports(double bytesPerCycle) {
    return (long) Math.ceil(bytesPerCycle / PORT_BYTES);
  }

  /** Multiply-adds that fit with shares of the DSP slices and LUTs. */
  private long most(DataType type, double dspShare, double lutShare) {
    double packing = fabric.dspMacsPerCycle().getOrDefault(type, 0.0);
    double logic = lutsPerMultiplier(type);
    if (packing == 0 && logic == 0) {
      throw new InputException(
          "%s has no multiply-adds of %s: neither fpga.dsp_macs nor fpga.luts_per_mac names them"
              .formatted(device.id(), type));
    }
    double luts = fabric.luts() * lutShare;
    double inSlices = Math.min(fabric.dsps() * dspShare * packing, luts / limits.lutsPerElement());
    double rest = luts - inSlices * limits.lutsPerElement();
    return (long) (inSlices + (logic == 0 ? 0 : rest / (limits.lutsPerElement() + logic)));
  }

  private double lutsPerMultiplier(DataType type) {
    return type.bits() > MOST_LOGIC_BITS ? 0 : fabric.lutsPerMac().getOrDefault(type, 0.0);
  }

  private void refuseMore(long wanted, long most, DataType type) {
    if (wanted > most) {
      boolean slices =
          lutsPerMultiplier(type) == 0 && most < fabric.luts() / limits.lutsPerElement() - 1;
      throw new InputException(
          "%d multiply-adds of %s do not fit %s: its %s hold %d"
              .formatted(wanted, type, device.id(), slices ? "DSPs" : "LUTs", most));
    }
  }

  private String limit(FabricUse use) {
    String largest = "";
    double share = -1;
    for (Map.Entry<String, Double> entry : shares(use).entrySet()) {
      if (entry.getValue() > 1) {
        throw new InputException(
            String.format(
                Locale.ROOT,
                "the array and its buffers do not fit %s: %s run out, %.0f %% are needed",
                device.id(),
                entry.getKey(),
                100 * entry.getValue()));
      }
      if (entry.getValue() > share) {
        largest = entry.getKey();
        share = entry.getValue();
      }
    }
    return largest;
  }

  private Map<String, Double> shares(FabricUse use) {
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("DSPs", share(use.dsps(), fabric.dsps()));
    shares.put("LUTs", share(use.luts(), fabric.luts()));
    shares.put("flip-flops", share(use.flipFlops(), fabric.flipFlops()));
    shares.put("block RAMs", share(use.blockRams(), fabric.blockRams()));
    shares.put("UltraRAMs", share(use.ultraRams(), fabric.ultraRams()));
    return shares;
  }

  private static double share(long used, int present) {
    return used == 0 ? 0 : (double) used / present;
  }

  /** At the ceiling as far as resources close timing without effort, then linearly slower. */
  private double clock(FabricUse use) {
    double rams = Math.max(shares(use).get("block RAMs"), shares(use).get("UltraRAMs"));
    double over =
        Math.max(
            beyond(shares(use).get("DSPs"), limits.dspShare()),
            Math.max(
                beyond(shares(use).get("LUTs"), limits.lutShare()),
                beyond(rams, limits.ramShare())));
    return limits.clockCeilingHertz() * (1 - over * (1 - limits.clockShareWhenFull()));
  }

  private static double beyond(double share, double easy) {
    return Math.max(0, (share - easy) / (1 - easy));
  }
}
