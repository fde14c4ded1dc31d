package ridgepoint.cli.pim;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.FiguresCommand;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;

/** {@code ridgepoint pim KERNEL}: a kernel on a memory that computes, command by command. */
abstract class PimCommand extends FiguresCommand {
  @Option(
      names = {"--hw", "--hardware"},
      paramLabel = "ID|FILE",
      description = "Memory that computes: hbm-pim-aquabolt, attacc-hbm3, gddr6-aim, upmem-2560.")
  String hardware;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change one value of its description, such as pim.engine.mac_cycles=4.")
  List<String> changes = new ArrayList<>();

  protected PimCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  /** The device asked for. */
  protected final DeviceSpec device() {
    if (hardware == null) {
      throw new InputException("--hw is missing: a memory that computes, as hbm-pim-aquabolt");
    }
    List<WhatIf> whatIfs = changes.stream().map(WhatIf::parse).toList();
    DeviceSpec device = workbench.system(hardware, whatIfs, 1).device();
    if (device.kind() != DeviceKind.PIM) {
      throw new InputException(
          "--hw %s is a %s; a memory that computes is wanted: 'ridgepoint devices' lists them"
              .formatted(hardware, device.kind().id()));
    }
    return device;
  }
}
