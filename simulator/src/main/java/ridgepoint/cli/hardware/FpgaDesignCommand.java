package ridgepoint.cli.hardware;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.FiguresCommand;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.ResultCommand;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.fpga.ArrayDesign;
import ridgepoint.fpga.DesignSearch;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;
import ridgepoint.report.text.Figures;
import ridgepoint.simulation.Version;

/** {@code ridgepoint fpga}: the array that fits a fabric. */
@Command(
    name = "fpga",
    sortOptions = false,
    description = {
      "Choose an array of multiply-adds, its tile and buffers from the resources of an FPGA, or"
          + " say",
      "which resource runs out."
    })
public final class FpgaDesignCommand extends FiguresCommand {
  private static final double MEGABYTE = 1e6;

  @Option(
      names = {"--hw", "--hardware"},
      paramLabel = "ID|FILE",
      description = "FPGA: alveo-u280, versal-vhk158, kria-kv260.")
  String hardware;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change one value of its description, such as fpga.dsps=4000.")
  List<String> changes = new ArrayList<>();

  @Option(names = "--dtype", paramLabel = "TYPE", description = "Of the products; default int8.")
  String type = "int8";

  @Option(
      names = "--multiply-adds",
      paramLabel = "N",
      description = "Side by side, at least; default as many as close timing without effort.")
  Long multiplyAdds;

  @Option(
      names = "--buffer-mb",
      paramLabel = "MB",
      description = "On-chip buffers in megabytes; default those that close timing without effort.")
  Double bufferMegabytes;

  public FpgaDesignCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  public Figures compute() {
    DeviceSpec device = device();
    if (multiplyAdds != null && (multiplyAdds < 1 || multiplyAdds > Integer.MAX_VALUE)) {
      throw new InputException("--multiply-adds must be at least 1, got " + multiplyAdds);
    }
    if (bufferMegabytes != null && !(bufferMegabytes > 0 && bufferMegabytes < MEGABYTE)) {
      throw new InputException("--buffer-mb must be above 0, got " + bufferMegabytes);
    }
    ArrayDesign design =
        new DesignSearch(device)
            .of(
                Names.parse("--dtype", type, DataType.values()),
                multiplyAdds == null ? OptionalLong.empty() : OptionalLong.of(multiplyAdds),
                bufferMegabytes == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(bufferMegabytes * MEGABYTE));
    return new Figures("ridgepoint.fpga/1", figures(device, design));
  }

  private DeviceSpec device() {
    if (hardware == null) {
      throw new InputException("--hw is missing: an FPGA, as alveo-u280");
    }
    List<WhatIf> whatIfs = changes.stream().map(WhatIf::parse).toList();
    DeviceSpec device = workbench.system(hardware, whatIfs, 1).device();
    if (device.kind() != DeviceKind.FPGA) {
      throw new InputException(
          "--hw %s is a %s; an FPGA is wanted: 'ridgepoint devices' lists them"
              .formatted(hardware, device.kind().id()));
    }
    return device;
  }

  private static Map<String, Object> figures(DeviceSpec device, ArrayDesign design) {
    Architecture.Fpga fabric = (Architecture.Fpga) device.architecture();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("version", Version.current());
    figures.put("hw", device.id());
    figures.put("data_type", design.type().toString().toLowerCase(Locale.ROOT));
    figures.put("tokens", (long) design.tokens());
    figures.put("rows", (long) design.rows());
    figures.put("columns", (long) design.columns());
    figures.put("multiply_adds", design.multiplyAdds());
    figures.put("multiply_adds_of_luts", design.logicMultiplyAdds());
    figures.put("tile", design.tokens() + "x" + design.columns() + "x" + design.depth());
    figures.put("memory_channels", (long) design.channels());
    figures.put("buffer_bytes", design.bufferBytes());
    figures.put("clock_hz", design.clockHertz());
    figures.put("operations_per_s", design.operationsPerSecond());
    figures.put("fullest", design.limit());
    figures.put("dsps", design.use().dsps());
    figures.put("luts", design.use().luts());
    figures.put("flip_flops", design.use().flipFlops());
    figures.put("block_rams", design.use().blockRams());
    figures.put("ultra_rams", design.use().ultraRams());
    figures.put("dsps_present", (long) fabric.dsps());
    figures.put("luts_present", (long) fabric.luts());
    return figures;
  }

  @Override
  protected ResultCommand<Figures> another() {
    return new FpgaDesignCommand(terminal, workbench);
  }
}
