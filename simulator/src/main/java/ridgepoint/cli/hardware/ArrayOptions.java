package ridgepoint.cli.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Architecture.Dataflow;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.systolic.Machine;

/** Sizes of one systolic array, from options or else from the description of an NPU. */
final class ArrayOptions {
  private static final String ARRAY = "array=";
  private static final String UNLIMITED = "unlimited";
  private static final long WORDS_PER_KB = 1024;
  private static final int LONGEST_SIDE = 1 << 16;
  private static final long LARGEST_KB = 1L << 30;
  private static final Map<String, Dataflow> DATAFLOWS =
      Map.of(
          "os", Dataflow.OUTPUT_STATIONARY,
          "ws", Dataflow.WEIGHT_STATIONARY,
          "is", Dataflow.INPUT_STATIONARY);

  @Option(
      names = {"--hw", "--hardware"},
      paramLabel = "ID|FILE",
      description = "NPU that sizes not given are taken from (default: generic-systolic).")
  String hardware = "generic-systolic";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Change one value of its description; array=32x32 sets both sides of its array.")
  List<String> changes = new ArrayList<>();

  @Option(names = "--rows", paramLabel = "N", description = "Rows of the array.")
  Integer rows;

  @Option(names = "--cols", paramLabel = "N", description = "Columns of the array.")
  Integer columns;

  @Option(
      names = "--dataflow",
      paramLabel = "os|ws|is",
      description = "What stays in the array: outputs, weights or inputs.")
  String dataflow;

  @Option(
      names = "--ifmap-kb",
      paramLabel = "N",
      description = "Scratchpad of inputs in units of 1024 words, both halves.")
  Long inputKilowords;

  @Option(names = "--filter-kb", paramLabel = "N", description = "Scratchpad of weights.")
  Long weightKilowords;

  @Option(names = "--ofmap-kb", paramLabel = "N", description = "Scratchpad of outputs.")
  Long outputKilowords;

  @Option(
      names = "--bandwidth",
      paramLabel = "WORDS|unlimited",
      description = "Words per cycle between each scratchpad and memory (default: unlimited).")
  String bandwidth = UNLIMITED;

  /**
   * The array.
   *
   * @throws InputException when a size makes no sense
   */
  Machine machine(Workbench workbench) {
    List<WhatIf> whatIfs = new ArrayList<>();
    for (String change : changes) {
      if (change.startsWith(ARRAY)) {
        setArray(change.substring(ARRAY.length()));
      } else {
        whatIfs.add(WhatIf.parse(change));
      }
    }
    DeviceSpec device = workbench.system(hardware, whatIfs, 1).device();
    if (!(device.architecture() instanceof Architecture.Npu npu)) {
      throw new InputException(
          "--hw " + hardware + " is a " + device.kind().id() + "; cycle runs on an npu");
    }
    long half = (long) device.memory().get(0).totalCapacityBytes() / WORDS_PER_KB / 2;
    long outputs = (long) npu.accumulatorBytes() / WORDS_PER_KB;
    return new Machine(
        side("--rows", rows, npu.rows()),
        side("--cols", columns, npu.columns()),
        dataflow == null ? npu.dataflow() : dataflow(),
        words("--ifmap-kb", inputKilowords, half),
        words("--filter-kb", weightKilowords, half),
        words("--ofmap-kb", outputKilowords, outputs),
        wordsPerCycle());
  }

  private void setArray(String sides) {
    String[] parts = sides.split("x", -1);
    try {
      rows = Integer.valueOf(parts[0]);
      columns = Integer.valueOf(parts[parts.length - 1]);
    } catch (NumberFormatException e) {
      parts = new String[0];
    }
    if (parts.length != 2) {
      throw new InputException("--set array=" + sides + ": sides are written as in 32x32");
    }
  }

  private Dataflow dataflow() {
    Dataflow known = DATAFLOWS.get(dataflow);
    if (known == null) {
      List<String> names = List.of("os", "ws", "is");
      throw new InputException(
          "--dataflow '%s' is not known%s; there are %s"
              .formatted(dataflow, NearMatch.hint(dataflow, names), String.join(", ", names)));
    }
    return known;
  }

  private static int side(String option, Integer given, int described) {
    int side = given == null ? described : given;
    if (side < 1 || side > LONGEST_SIDE) {
      throw new InputException(option + " must be between 1 and " + LONGEST_SIDE + ", got " + side);
    }
    return side;
  }

  private static long words(String option, Long given, long described) {
    long kilowords = given == null ? described : given;
    if (kilowords < 1 || kilowords > LARGEST_KB) {
      throw new InputException(
          option + " must be between 1 and " + LARGEST_KB + ", got " + kilowords);
    }
    return kilowords * WORDS_PER_KB;
  }

  private OptionalInt wordsPerCycle() {
    if (bandwidth.equals(UNLIMITED)) {
      return OptionalInt.empty();
    }
    try {
      int words = Integer.parseInt(bandwidth);
      if (words >= 1) {
        return OptionalInt.of(words);
      }
    } catch (NumberFormatException e) {
      // Said below, like numbers below 1.
    }
    throw new InputException(
        "--bandwidth must be whole words per cycle, at least 1, or unlimited, got " + bandwidth);
  }
}
