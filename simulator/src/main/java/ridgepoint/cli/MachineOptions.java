package ridgepoint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;
import ridgepoint.software.SoftwareLibrary;

/** Which machine, with which changes, modelled how closely. */
final class MachineOptions {
  @Option(
      names = {"--hw", "--system", "--hardware"},
      paramLabel = "ID|FILE",
      description = "Device or system: an id of 'ridgepoint devices', or a YAML file.")
  String hardware;

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
  String fidelity = Fidelity.PIPELINE.id();

  @Mixin CycleOptions cycles = new CycleOptions();

  @Option(
      names = "--stack",
      paramLabel = "ID|FILE",
      description =
          "Software that runs it: an id of 'ridgepoint stacks', or a YAML file; default ${DEFAULT-VALUE}.")
  String stack = SoftwareLibrary.DEFAULT;

  String hardware() {
    if (hardware == null) {
      throw new InputException(
          "--hw is missing: a device or system; 'ridgepoint devices' lists them");
    }
    return hardware;
  }

  List<WhatIf> whatIfs() {
    List<WhatIf> whatIfs = new ArrayList<>(changes.size());
    for (String change : changes) {
      whatIfs.add(WhatIf.parse(change));
    }
    return whatIfs;
  }

  Fidelity fidelity() {
    Fidelity parsed = Names.parse("--fidelity", fidelity, Fidelity.values());
    cycles.check(parsed);
    return parsed;
  }

  void echo(Map<String, String> inputs) {
    inputs.put("hw", hardware());
    if (!changes.isEmpty()) {
      inputs.put("set", String.join(" ", changes));
    }
    inputs.put("fidelity", fidelity);
    inputs.put("stack", stack);
    cycles.echo(inputs);
  }
}
