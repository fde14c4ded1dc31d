package ridgepoint.hardware.library;

import static ridgepoint.hardware.library.Range.NOT_NEGATIVE;
import static ridgepoint.hardware.library.Range.POSITIVE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.number.DataType;
import ridgepoint.quantity.Dimension;

/** Reads the section that only devices of one kind have. */
final class ArchitectureReader {
  private static final List<String> GPU_GENERATIONS =
      List.of(
          "volta",
          "turing",
          "ampere",
          "ada",
          "hopper",
          "blackwell",
          "blackwell-geforce",
          "cdna2",
          "cdna3",
          "rdna2",
          "xe2",
          "apple");
  private static final Range SHORT = Range.upTo(1, "1 s");

  private ArchitectureReader() {}

  static Architecture read(DeviceKind kind, Section section, Compute compute) {
    return switch (kind) {
      case GPU -> gpu(section);
      case CPU -> cpu(section, compute);
      case NPU -> npu(section);
      case FPGA -> fpga(section);
      case PIM -> pim(section);
    };
  }

  private static Architecture.Gpu gpu(Section gpu) {
    gpu.only(
        "generation",
        "max_warps",
        "max_blocks",
        "registers",
        "shared",
        "shared_per_block",
        "matrix_rows",
        "matrix_columns",
        "matrix_depth",
        "l2_partitions",
        "l2_slices",
        "l2_link",
        "l2_far_latency");
    double shared = gpu.quantity("shared", Dimension.BYTES, POSITIVE);
    double perBlock = gpu.quantity("shared_per_block", Dimension.BYTES, POSITIVE);
    if (perBlock > shared) {
      throw gpu.failure(
          "shared_per_block", "is more than the " + gpu.path("shared") + " of a unit");
    }
    return new Architecture.Gpu(
        gpu.word("generation", GPU_GENERATIONS),
        gpu.count("max_warps", POSITIVE),
        gpu.count("max_blocks", POSITIVE),
        gpu.quantity("registers", Dimension.BYTES, POSITIVE),
        shared,
        perBlock,
        gpu.count("matrix_rows", POSITIVE),
        gpu.count("matrix_columns", POSITIVE),
        gpu.count("matrix_depth", POSITIVE),
        l2(gpu));
  }

  private static Architecture.L2 l2(Section gpu) {
    int partitions = gpu.count("l2_partitions", POSITIVE);
    OptionalInt slices =
        gpu.has("l2_slices")
            ? OptionalInt.of(gpu.count("l2_slices", POSITIVE))
            : OptionalInt.empty();
    if (slices.orElse(partitions) % partitions != 0) {
      throw gpu.failure(
          "l2_slices", "is not a multiple of the " + partitions + " partitions they are in");
    }
    return new Architecture.L2(
        partitions,
        slices,
        gpu.optionalQuantity("l2_link", Dimension.BYTES_PER_SECOND, POSITIVE),
        gpu.optionalQuantity("l2_far_latency", Dimension.SECONDS, SHORT).orElse(0));
  }

  private static Architecture.Cpu cpu(Section cpu, Compute compute) {
    cpu.only(
        "sockets",
        "cores_per_socket",
        "simd_bits",
        "multiply_add_pipes",
        "matrix_extension",
        "cores_to_saturate_memory",
        "socket_link");
    int sockets = cpu.count("sockets", POSITIVE);
    int cores = cpu.count("cores_per_socket", POSITIVE);
    if ((long) sockets * cores != compute.units()) {
      throw cpu.failure(
          "cores_per_socket",
          sockets + " x " + cores + " cores are not the " + compute.units() + " of compute.units");
    }
    return new Architecture.Cpu(
        sockets,
        cores,
        cpu.count("simd_bits", POSITIVE),
        cpu.count("multiply_add_pipes", POSITIVE),
        cpu.optionalSection("matrix_extension").map(ArchitectureReader::matrixExtension),
        cpu.quantity(
            "cores_to_saturate_memory",
            Dimension.COUNT,
            Range.positiveUpTo(compute.units(), "the " + compute.units() + " cores")),
        socketLink(cpu, sockets));
  }

  private static Optional<Architecture.SocketLink> socketLink(Section cpu, int sockets) {
    if (sockets == 1 && cpu.has("socket_link")) {
      throw cpu.failure("socket_link", "one socket has no link to another");
    }
    return cpu.optionalSection("socket_link")
        .map(
            link -> {
              link.only("bandwidth", "latency", "remote_share");
              return new Architecture.SocketLink(
                  link.quantity("bandwidth", Dimension.BYTES_PER_SECOND, POSITIVE),
                  link.quantity("latency", Dimension.SECONDS, POSITIVE),
                  link.has("remote_share")
                      ? link.quantity("remote_share", Dimension.FRACTION, Range.SHARE)
                      : (sockets - 1.0) / sockets);
            });
  }

  private static Architecture.MatrixExtension matrixExtension(Section extension) {
    extension.only("name", "rows", "columns", "depth");
    return new Architecture.MatrixExtension(
        extension.word("name"),
        extension.count("rows", POSITIVE),
        extension.count("columns", POSITIVE),
        (int) extension.quantity("depth", Dimension.BYTES, POSITIVE));
  }

  private static Architecture.Npu npu(Section npu) {
    npu.only(
        "arrays",
        "rows",
        "columns",
        "dataflow",
        "vector_lanes",
        "accumulator",
        "prefetches_stationary",
        "reshapes",
        "dma_setup",
        "dma_engines",
        "attention_blocks");
    return new Architecture.Npu(
        npu.count("arrays", POSITIVE),
        npu.count("rows", POSITIVE),
        npu.count("columns", POSITIVE),
        dataflow(npu),
        npu.count("vector_lanes", POSITIVE),
        npu.quantity("accumulator", Dimension.BYTES, POSITIVE),
        npu.flag("prefetches_stationary"),
        npu.has("reshapes") && npu.flag("reshapes"),
        npu.quantity("dma_setup", Dimension.SECONDS, SHORT),
        npu.count("dma_engines", POSITIVE),
        npu.optionalSection("attention_blocks").map(ArchitectureReader::attentionBlocks));
  }

  private static Architecture.AttentionBlocks attentionBlocks(Section blocks) {
    blocks.only("queries", "keys");
    return new Architecture.AttentionBlocks(
        blocks.count("queries", POSITIVE), blocks.count("keys", POSITIVE));
  }

  private static Architecture.Dataflow dataflow(Section npu) {
    Architecture.Dataflow dataflow = npu.choice("dataflow", Architecture.Dataflow.class);
    npu.word("dataflow");
    return dataflow;
  }

  private static Architecture.Fpga fpga(Section fpga) {
    fpga.only(
        "dsps",
        "luts",
        "flip_flops",
        "block_rams",
        "ultra_rams",
        "dsp_macs",
        "luts_per_mac",
        "memory_channels",
        "burst_efficiency",
        "design");
    Map<DataType, Double> dspMacs = fpga.byDataType("dsp_macs", Dimension.COUNT, POSITIVE);
    return new Architecture.Fpga(
        fpga.count("dsps", POSITIVE),
        fpga.count("luts", POSITIVE),
        fpga.count("flip_flops", POSITIVE),
        fpga.count("block_rams", NOT_NEGATIVE),
        fpga.count("ultra_rams", NOT_NEGATIVE),
        dspMacs,
        fpga.byDataType("luts_per_mac", Dimension.COUNT, POSITIVE),
        fpga.count("memory_channels", POSITIVE),
        fpga.quantity("burst_efficiency", Dimension.FRACTION, Range.SHARE),
        design(fpga.section("design"), fpga));
  }

  private static Architecture.FpgaDesign design(Section design, Section fpga) {
    design.only(
        "name",
        "dsps",
        "luts",
        "flip_flops",
        "block_rams",
        "ultra_rams",
        "clock",
        "rows",
        "columns",
        "buffer",
        "instruction",
        "tokens",
        "vector_rows",
        "vector_columns",
        "channels",
        "core_scaling");
    return new Architecture.FpgaDesign(
        design.word("name"),
        used(design, fpga, "dsps"),
        used(design, fpga, "luts"),
        used(design, fpga, "flip_flops"),
        used(design, fpga, "block_rams"),
        used(design, fpga, "ultra_rams"),
        design.quantity("clock", Dimension.HERTZ, Range.positiveUpTo(2e9, "2 GHz")),
        design.count("rows", POSITIVE),
        design.count("columns", POSITIVE),
        design.quantity("buffer", Dimension.BYTES, POSITIVE),
        design.quantity("instruction", Dimension.SECONDS, SHORT),
        dataflow(design, fpga));
  }

  private static Architecture.FpgaDataflow dataflow(Section design, Section fpga) {
    int present = fpga.count("memory_channels", POSITIVE);
    int channels = countOr(design, "channels", present);
    if (channels > present) {
      throw design.failure(
          "channels", "the design uses " + channels + " but the device has " + present);
    }
    return new Architecture.FpgaDataflow(
        countOr(design, "tokens", 1),
        countOr(design, "vector_rows", design.count("rows", POSITIVE)),
        countOr(design, "vector_columns", design.count("columns", POSITIVE)),
        channels,
        design.has("core_scaling")
            ? design.quantity("core_scaling", Dimension.FRACTION, Range.SHARE)
            : 1);
  }

  private static int countOr(Section section, String key, int otherwise) {
    return section.has(key) ? section.count(key, POSITIVE) : otherwise;
  }

  private static int used(Section design, Section fpga, String resource) {
    int used = design.count(resource, NOT_NEGATIVE);
    int present = fpga.count(resource, NOT_NEGATIVE);
    if (used > present) {
      throw design.failure(resource, "the design uses " + used + " but the device has " + present);
    }
    return used;
  }

  private static Architecture.Pim pim(Section pim) {
    pim.only(
        "host",
        "channels",
        "banks_per_channel",
        "lanes_per_bank",
        "accumulators_per_bank",
        "programmable",
        "turnaround",
        "internal_bandwidth",
        "external_bandwidth",
        "input_buffer",
        "mode_switch",
        "command",
        "row",
        "row_switch",
        "refresh",
        "engine");
    return new Architecture.Pim(
        pim.word("host"),
        pim.count("channels", POSITIVE),
        pim.count("banks_per_channel", POSITIVE),
        pim.count("lanes_per_bank", POSITIVE),
        pim.count("accumulators_per_bank", POSITIVE),
        pim.flag("programmable"),
        pim.quantity("internal_bandwidth", Dimension.BYTES_PER_SECOND, POSITIVE),
        pim.quantity("external_bandwidth", Dimension.BYTES_PER_SECOND, POSITIVE),
        pim.quantity("input_buffer", Dimension.BYTES, POSITIVE),
        pim.quantity("mode_switch", Dimension.SECONDS, SHORT),
        pim.quantity("command", Dimension.SECONDS, SHORT),
        pim.quantity("turnaround", Dimension.SECONDS, SHORT),
        pim.quantity("row", Dimension.BYTES, POSITIVE),
        pim.quantity("row_switch", Dimension.SECONDS, SHORT),
        pim.quantity("refresh", Dimension.FRACTION, new Range(0, true, 0.5, "0 to 50 %")),
        pim.optionalSection("engine").map(PimEngineReader::read));
  }
}
