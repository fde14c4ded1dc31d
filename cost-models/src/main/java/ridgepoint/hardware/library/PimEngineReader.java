package ridgepoint.hardware.library;

import static ridgepoint.hardware.library.Range.POSITIVE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.hardware.PimEngine;
import ridgepoint.quantity.Dimension;

/** Reads how the units of a memory that computes are driven. */
final class PimEngineReader {
  private static final List<String> PLACEMENTS = List.of("bank", "bank-group", "buffer");

  /**
   * Types that a processor's compiler knows; the units of other devices have no 64-bit integers.
   */
  private static final List<String> TYPES = List.of("int8", "int32", "int64", "fp32", "fp64");

  private PimEngineReader() {}

  static PimEngine read(Section engine) {
    String style =
        engine.text(
            "style",
            List.of("column-accesses", "attention-commands", "macro-commands", "processors"));
    return switch (style) {
      case "column-accesses" -> columnAccesses(engine);
      case "attention-commands" -> attentionCommands(engine);
      case "macro-commands" -> macroCommands(engine);
      default -> processors(engine);
    };
  }

  private static PimEngine columnAccesses(Section engine) {
    engine.only("style", "dram", "queue", "registers");
    return new PimEngine.ColumnAccesses(
        engine.word("dram"), engine.count("queue", POSITIVE), engine.count("registers", POSITIVE));
  }

  private static PimEngine attentionCommands(Section engine) {
    engine.only(
        "style",
        "dram",
        "placement",
        "stacks",
        "pseudo_channels",
        "mac_cycles",
        "unlimited_mac_cycles",
        "queue");
    return new PimEngine.AttentionCommands(
        engine.word("dram"),
        engine.word("placement", PLACEMENTS),
        engine.count("stacks", POSITIVE),
        engine.count("pseudo_channels", POSITIVE),
        engine.count("mac_cycles", POSITIVE),
        engine.count("unlimited_mac_cycles", POSITIVE),
        engine.count("queue", POSITIVE));
  }

  private static PimEngine macroCommands(Section engine) {
    engine.only(
        "style",
        "dram",
        "mac_cycles",
        "buffer_columns",
        "elementwise_banks",
        "activate_to_mac_cycles",
        "activate_to_function_cycles",
        "activate_to_elementwise_cycles",
        "mode_cycles");
    return new PimEngine.MacroCommands(
        engine.word("dram"),
        engine.count("mac_cycles", POSITIVE),
        engine.count("buffer_columns", POSITIVE),
        engine.count("elementwise_banks", POSITIVE),
        new PimEngine.MacroCommands.Delays(
            engine.count("activate_to_mac_cycles", POSITIVE),
            engine.count("activate_to_function_cycles", POSITIVE),
            engine.count("activate_to_elementwise_cycles", POSITIVE),
            engine.count("mode_cycles", POSITIVE)));
  }

  private static PimEngine processors(Section engine) {
    engine.only(
        "style",
        "threads",
        "reissue_cycles",
        "read_latency_cycles",
        "write_latency_cycles",
        "cycles_per_byte",
        "transfer_cycles",
        "largest_transfer",
        "to_processors",
        "from_processors",
        "broadcast",
        "add_instructions",
        "multiply_instructions",
        "divide_instructions");
    return new PimEngine.Processors(
        engine.count("threads", POSITIVE),
        engine.count("reissue_cycles", POSITIVE),
        engine.count("read_latency_cycles", POSITIVE),
        engine.count("write_latency_cycles", POSITIVE),
        engine.quantity("cycles_per_byte", Dimension.COUNT, POSITIVE),
        engine.quantity("transfer_cycles", Dimension.COUNT, POSITIVE),
        (int) engine.quantity("largest_transfer", Dimension.BYTES, POSITIVE),
        engine.quantity("to_processors", Dimension.BYTES_PER_SECOND, POSITIVE),
        engine.quantity("from_processors", Dimension.BYTES_PER_SECOND, POSITIVE),
        engine.quantity("broadcast", Dimension.BYTES_PER_SECOND, POSITIVE),
        instructions(engine, "add_instructions"),
        instructions(engine, "multiply_instructions"),
        instructions(engine, "divide_instructions"));
  }

  private static Map<String, Double> instructions(Section engine, String operation) {
    Section byType = engine.section(operation).only(TYPES);
    Map<String, Double> instructions = new LinkedHashMap<>();
    for (String type : byType.keys()) {
      instructions.put(type, byType.quantity(type, Dimension.COUNT, POSITIVE));
    }
    return instructions;
  }
}
