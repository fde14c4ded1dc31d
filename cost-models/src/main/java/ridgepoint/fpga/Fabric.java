package ridgepoint.fpga;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ridgepoint.hardware.Architecture;
import ridgepoint.input.InputException;

/** Checks that a design fits the fabric it is loaded into. */
final class Fabric {
  /** A block RAM of 36 Kbit and an UltraRAM of 288 Kbit (AMD UG573). */
  static final double BLOCK_RAM_BYTES = 36 * 1024 / 8.0;

  static final double ULTRA_RAM_BYTES = 288 * 1024 / 8.0;

  /** Buffers are given in rounded figures. */
  private static final double ROUNDING = 1.01;

  private Fabric() {}

  /**
   * @throws InputException naming every resource that is short
   */
  static void check(String device, Architecture.Fpga fpga) {
    Architecture.FpgaDesign design = fpga.design();
    List<String> missing = new ArrayList<>();
    compare(missing, "DSPs", design.dsps(), fpga.dsps());
    compare(missing, "LUTs", design.luts(), fpga.luts());
    compare(missing, "flip-flops", design.flipFlops(), fpga.flipFlops());
    compare(missing, "block RAMs", design.blockRams(), fpga.blockRams());
    compare(missing, "UltraRAMs", design.ultraRams(), fpga.ultraRams());
    double buffers = design.blockRams() * BLOCK_RAM_BYTES + design.ultraRams() * ULTRA_RAM_BYTES;
    if (design.bufferBytes() > buffers * ROUNDING) {
      missing.add(
          String.format(
              Locale.ROOT,
              "%.0f bytes of buffers of which its RAMs hold %.0f",
              design.bufferBytes(),
              buffers));
    }
    if (!missing.isEmpty()) {
      throw new InputException(
          "design '%s' does not fit %s: it uses %s"
              .formatted(design.name(), device, String.join(", ", missing)));
    }
  }

  private static void compare(List<String> missing, String resource, int used, int present) {
    if (used > present) {
      missing.add(used + " " + resource + " of " + present);
    }
  }
}
