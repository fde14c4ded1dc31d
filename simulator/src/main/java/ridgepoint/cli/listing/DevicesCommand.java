package ridgepoint.cli.listing;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ridgepoint.cli.frame.ListingOptions;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.input.InputException;

/** Lists the hardware there is, explains one device or system, or checks a user's description. */
@Command(
    name = "devices",
    description = {
      "Lists devices and systems, or explains one: every number with its origin and source.",
      "Any number can be changed in a run: --set memory.hbm.bandwidth=6TB/s"
    })
public final class DevicesCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "A device or system, or the path of a description.")
  private String id;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Check a description of a device or system.")
  private Path check;

  @Mixin private ListingOptions listing = new ListingOptions();

  public DevicesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (check != null && id != null) {
      throw new InputException("devices takes an ID or --check FILE, not both");
    }
    SystemLibrary systems = new SystemLibrary();
    terminal.print(
        check != null ? checked(systems) : id != null ? explanation(systems) : list(systems));
  }

  private String checked(SystemLibrary systems) {
    String path = check.toAbsolutePath().equals(check) ? check.toString() : "./" + check;
    SystemSpec system = systems.load(path);
    DescriptionSchema.check(check);
    return check + ": valid (" + system.id() + ", " + system.name() + ")\n";
  }

  private String list(SystemLibrary systems) {
    DeviceLibrary library = systems.devices();
    List<DeviceSpec> devices = library.ids().stream().map(library::load).toList();
    List<SystemSpec> several = systems.ids().stream().map(systems::load).toList();
    return listing.isJson()
        ? HardwareListing.json(devices, several)
        : HardwareListing.table(devices, several);
  }

  private String explanation(SystemLibrary systems) {
    SystemSpec system = systems.load(id);
    boolean single = system.deviceCount() == 1 && system.network().isEmpty();
    HardwareExplanation explanation =
        single
            ? HardwareExplanation.of(system.device(), systems.devices().readings(id))
            : HardwareExplanation.of(system, systems.readings(id));
    return listing.isJson() ? explanation.json() : explanation.text();
  }
}
