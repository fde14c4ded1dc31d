package ridgepoint.pim.cycle;

import java.util.Locale;
import ridgepoint.dram.DramConfiguration;
import ridgepoint.dram.DramLibrary;
import ridgepoint.dram.DramsimIni;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.PimEngine;
import ridgepoint.pim.aim.Aim;
import ridgepoint.pim.aim.AimEngine;
import ridgepoint.pim.attacc.AttAcc;
import ridgepoint.pim.attacc.AttAccEngine;
import ridgepoint.pim.attacc.Placement;
import ridgepoint.pim.hbm.HbmPim;
import ridgepoint.pim.hbm.HbmPimEngine;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.upmem.Processor;
import ridgepoint.pim.upmem.UpmemEngine;

/** The engine that plays a device's commands. */
public final class Engines {
  private Engines() {}

  /**
   * The engine of a device.
   *
   * @throws UnsupportedOperatorException when its description has no {@code pim.engine}
   */
  public static Engine of(DeviceSpec device) {
    return of(device, true);
  }

  /**
   * The same with or without the limit of its power on computing commands.
   *
   * @throws UnsupportedOperatorException when without it nothing would change
   */
  public static Engine of(DeviceSpec device, boolean powerLimited) {
    if (!powerLimited && !(engine(device) instanceof PimEngine.AttentionCommands)) {
      throw new UnsupportedOperatorException(
          "power does not limit the commands of %s; it does those of attacc-hbm3"
              .formatted(device.id()));
    }
    PimEngine engine = engine(device);
    Architecture.Pim pim = (Architecture.Pim) device.architecture();
    if (engine instanceof PimEngine.ColumnAccesses) {
      return new HbmPimEngine(hbmPim(device));
    }
    if (engine instanceof PimEngine.AttentionCommands style) {
      return new AttAccEngine(
          new AttAcc(
              dram(style),
              Placement.valueOf(style.placement().toUpperCase(Locale.ROOT).replace('-', '_')),
              style.pseudoChannels(),
              powerLimited ? style.macCycles() : style.unlimitedMacCycles(),
              style.queueEntries()),
          style.stacks());
    }
    if (engine instanceof PimEngine.MacroCommands style) {
      return new AimEngine(
          new Aim(
              dram(style),
              pim.channels(),
              pim.lanesPerBank(),
              style.macCycles(),
              style.bufferColumns(),
              style.elementwiseBanks(),
              style.delays()));
    }
    return new UpmemEngine(
        processor(device), pim.channels(), pim.banksPerChannel(), pim.externalBytesPerSecond());
  }

  /**
   * The HBM-PIM that a description is of.
   *
   * @throws UnsupportedOperatorException when it is of something else
   */
  public static HbmPim hbmPim(DeviceSpec device) {
    if (!(engine(device) instanceof PimEngine.ColumnAccesses style)) {
      throw new UnsupportedOperatorException(
          "%s is no HBM-PIM, such as hbm-pim-aquabolt".formatted(device.id()));
    }
    Architecture.Pim pim = (Architecture.Pim) device.architecture();
    return new HbmPim(
        dram(style),
        style.queueEntries(),
        pim.channels(),
        pim.banksPerChannel(),
        pim.lanesPerBank(),
        style.registers());
  }

  /**
   * The processor beside a bank.
   *
   * @throws UnsupportedOperatorException when the units are none
   */
  public static Processor processor(DeviceSpec device) {
    if (!(engine(device) instanceof PimEngine.Processors processors)) {
      throw new UnsupportedOperatorException(
          "the units of %s are no processors, such as those of upmem-2560".formatted(device.id()));
    }
    Architecture.Pim pim = (Architecture.Pim) device.architecture();
    return new Processor(processors, device.compute().clockHertz(), pim.refreshFraction());
  }

  private static PimEngine engine(DeviceSpec device) {
    if (!(device.architecture() instanceof Architecture.Pim pim)) {
      throw new UnsupportedOperatorException(
          "%s is a %s, not a memory that computes".formatted(device.id(), device.kind().id()));
    }
    return pim.engine()
        .orElseThrow(
            () ->
                new UnsupportedOperatorException(
                    "%s has no pim.engine in its description: command timings are needed"
                        .formatted(device.id())));
  }

  private static DramConfiguration dram(PimEngine engine) {
    return new DramLibrary().load(engine.dram(), DramsimIni.Reading.AS_DRAMSIM3);
  }
}
