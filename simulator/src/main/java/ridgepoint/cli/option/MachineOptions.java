package ridgepoint.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fpga.ArrayDesign;
import ridgepoint.fpga.DesignSearch;
import ridgepoint.fpga.LoadedDesign;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;
import ridgepoint.number.DataType;
import ridgepoint.software.SoftwareLibrary;

/** Which machine, with which changes, modelled how closely. */
public final class MachineOptions {
  @Option(
      names = {"--hw", "--system", "--hardware"},
      paramLabel = "ID|FILE",
      description = "Device or system: an id of 'ridgepoint devices', or a YAML file.")
  public String hardware;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change one value of its description, such as memory.hbm.bandwidth=6TB/s.")
  List<String> changes = new ArrayList<>();

  @Option(
      names = "--fidelity",
      paramLabel = "MODEL",
      description =
          "roofline (compulsory work at peak rates), pipeline (default) or cycle (events).")
  public String fidelity = Fidelity.PIPELINE.id();

  @Option(
      names = "--fpga-design",
      paramLabel = "TYPE",
      description =
          "FPGA: the array that 'ridgepoint fpga --dtype TYPE' chooses instead of the described"
              + " design.")
  String fpgaDesign;

  @Mixin public CycleOptions cycles = new CycleOptions();

  @Option(
      names = "--stack",
      paramLabel = "ID|FILE",
      description =
          "Software that runs it: an id of 'ridgepoint stacks', or a YAML file; default"
              + " ${DEFAULT-VALUE}.")
  public String stack = SoftwareLibrary.DEFAULT;

  /** The machine asked for; an error when there is none. */
  public String hardware() {
    if (hardware == null) {
      throw new InputException(
          "--hw is missing: a device or system; 'ridgepoint devices' lists them");
    }
    return hardware;
  }

  /** The system of the options, of at least so many devices. */
  public SystemSpec system(Workbench workbench, int devices) {
    SystemSpec system = workbench.system(hardware(), whatIfs(), devices);
    if (fpgaDesign == null) {
      return system;
    }
    DeviceSpec device = system.device();
    if (device.kind() != DeviceKind.FPGA) {
      throw new InputException(
          "--fpga-design needs an FPGA; --hw %s is a %s".formatted(hardware, device.kind().id()));
    }
    ArrayDesign array =
        new DesignSearch(device)
            .of(
                Names.parse("--fpga-design", fpgaDesign, DataType.values()),
                OptionalLong.empty(),
                OptionalDouble.empty());
    return system.withDevice(LoadedDesign.of(device, array));
  }

  /** Refuses what a command that changes the hardware again and again has no use for. */
  public void checkDescribed() {
    if (fpgaDesign != null) {
      throw new InputException(
          "--fpga-design is for one machine: 'run', 'op', 'compare' and 'execute' take it");
    }
  }

  /** Changes of its description, in the order given. */
  public List<WhatIf> whatIfs() {
    List<WhatIf> whatIfs = new ArrayList<>(changes.size());
    for (String change : changes) {
      whatIfs.add(WhatIf.parse(change));
    }
    return whatIfs;
  }

  /** The fidelity asked for, checked against the options of simulations. */
  public Fidelity fidelity() {
    Fidelity parsed = Names.parse("--fidelity", fidelity, Fidelity.values());
    cycles.check(parsed);
    return parsed;
  }

  /** Adds the options given to the inputs that a result repeats. */
  public void echo(Map<String, String> inputs) {
    inputs.put("hw", hardware());
    if (!changes.isEmpty()) {
      inputs.put("set", String.join(" ", changes));
    }
    if (fpgaDesign != null) {
      inputs.put("fpga-design", fpgaDesign);
    }
    inputs.put("fidelity", fidelity);
    inputs.put("stack", stack);
    cycles.echo(inputs);
  }
}
