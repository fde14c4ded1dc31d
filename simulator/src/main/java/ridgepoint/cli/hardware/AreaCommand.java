package ridgepoint.cli.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.area.AreaModel;
import ridgepoint.area.PublishedDie;
import ridgepoint.area.SiliconArea;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.ResultCommand;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.library.WhatIf;
import ridgepoint.input.InputException;
import ridgepoint.ownership.DesignPricing;
import ridgepoint.ownership.DevicePricing;
import ridgepoint.ownership.MakingCost;
import ridgepoint.ownership.OwnershipModel;
import ridgepoint.ownership.Prices;
import ridgepoint.ownership.Terms;
import ridgepoint.report.Quantity;
import ridgepoint.report.text.AreaText;
import ridgepoint.simulation.Version;

/** {@code ridgepoint area}: what a device's silicon takes and costs. */
@Command(
    name = "area",
    sortOptions = false,
    description = {
      "Silicon area by unit, the cost of making and buying a device, and of owning it, per hour"
          + " and",
      "per million tokens. 'calibrate-area' holds areas against published dies: those of GPUs are",
      "near, those of CPUs, of dies for input and output and of B200 too small.",
    })
public final class AreaCommand extends ResultCommand<AreaText.Run> {
  @Option(
      names = {"--hw", "--system", "--hardware"},
      paramLabel = "ID|FILE",
      description =
          "Device: an id of 'ridgepoint devices', or a YAML file; of a system, one device.")
  String hardware;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change one value of its description, such as compute.units=64.")
  List<String> changes = new ArrayList<>();

  @Option(
      names = "--tokens-per-second",
      paramLabel = "N",
      description = "Of one device while it works, to price a million tokens.")
  Double tokensPerSecond;

  @Option(
      names = "--watts",
      paramLabel = "W",
      description = "Of one device while it works; its power limit by default.")
  Double watts;

  @Option(
      names = "--utilization",
      paramLabel = "SHARE",
      description = "Share of the time in which it works; default 0.7.")
  Double utilization;

  @Option(names = "--life", paramLabel = "YEARS", description = "To write it off; default 4.")
  Double life;

  @Option(
      names = "--electricity",
      paramLabel = "USD",
      description = "Price of a kilowatt-hour; default 0.08.")
  Double electricity;

  public AreaCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected AreaCommand another() {
    return new AreaCommand(terminal, workbench);
  }

  @Override
  public AreaText.Run compute() {
    if (hardware == null) {
      throw new InputException("--hw is missing: a device; 'ridgepoint devices' lists them");
    }
    DeviceSpec device =
        workbench.system(hardware, changes.stream().map(WhatIf::parse).toList(), 1).device();
    AreaModel areas = AreaModel.shipped();
    Prices prices = Prices.shipped();
    DevicePricing pricing = new DevicePricing(areas, prices);
    SiliconArea area = areas.area(device);
    MakingCost making = pricing.making(device, area);
    double price =
        changes.isEmpty()
            ? pricing.price(device)
            : new DesignPricing(pricing, workbench.system(hardware, List.of(), 1).device())
                .price(making);
    double power =
        watts == null ? device.power().limitWatts() : range("--watts", watts, 0, 1e6, false);
    OwnershipModel ownership = new OwnershipModel(pricing, terms(prices.terms()));
    return new AreaText.Run(
        Version.current(),
        device.id(),
        changes,
        area,
        changes.isEmpty() ? PublishedDie.of(device.id()) : Optional.empty(),
        making,
        price,
        power,
        ownership.cost(price, device.power(), power),
        tokensPerSecond == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(range("--tokens-per-second", tokensPerSecond, 0, 1e12, false)));
  }

  private Terms terms(Terms shipped) {
    Terms terms = shipped;
    if (utilization != null) {
      terms = terms.withUtilization(range("--utilization", utilization, 0, 1, false));
    }
    if (life != null) {
      terms = terms.withLife(range("--life", life, 0, 100, false));
    }
    if (electricity != null) {
      terms = terms.withElectricity(range("--electricity", electricity, 0, 100, true));
    }
    return terms;
  }

  private static double range(
      String option, double value, double least, double most, boolean leastToo) {
    if (value > least && value <= most || leastToo && value == least) {
      return value;
    }
    throw new InputException(
        "%s must be %s %s and at most %s, got %s"
            .formatted(
                option,
                leastToo ? "at least" : "more than",
                Quantity.plain(least),
                Quantity.plain(most),
                value));
  }

  @Override
  protected String text(AreaText.Run run, OutputFormat format) {
    return switch (format) {
      case TABLE -> AreaText.table(run);
      case JSON -> AreaText.json(run);
      case CSV -> AreaText.csv(run);
    };
  }

  @Override
  protected String jsonLine(AreaText.Run run) {
    return AreaText.jsonLine(run);
  }

  @Override
  protected Map<String, String> csvLine(AreaText.Run run) {
    return AreaText.fields(run);
  }
}
