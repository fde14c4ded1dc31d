package ridgepoint.fpga;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.hardware.Architecture;
import ridgepoint.hardware.Architecture.FpgaDataflow;
import ridgepoint.hardware.Architecture.FpgaDesign;
import ridgepoint.hardware.Compute;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.MemoryLevel;
import ridgepoint.number.DataType;

/**
 * An FPGA with a chosen array in place of the design that its description has loaded: shape,
 * buffers, clock and rates are the array's; vector lanes stay what they are, at its clock.
 */
public final class LoadedDesign {
  private static final int PORTS = 2;
  private static final int PORT_BYTES = 8;

  private LoadedDesign() {}

  /** The device with that array. */
  public static DeviceSpec of(DeviceSpec device, ArrayDesign array) {
    Architecture.Fpga fabric = (Architecture.Fpga) device.architecture();
    return new DeviceSpec(
        device.id(),
        device.name() + " replaced by " + name(array),
        device.kind(),
        device.vendor(),
        device.year(),
        compute(device, fabric, array),
        memory(device, array),
        device.control(),
        device.links(),
        device.power(),
        device.silicon(),
        loaded(fabric, array),
        device.calibration(),
        device.provenance());
  }

  private static String name(ArrayDesign array) {
    return String.format(
        Locale.ROOT,
        "an array of %dx%dx%d for %s",
        array.tokens(),
        array.rows(),
        array.columns(),
        array.type().id());
  }

  private static Architecture.Fpga loaded(Architecture.Fpga fabric, ArrayDesign array) {
    ArrayDesign.FabricUse use = array.use();
    FpgaDesign design =
        new FpgaDesign(
            name(array),
            Math.toIntExact(use.dsps()),
            Math.toIntExact(use.luts()),
            Math.toIntExact(use.flipFlops()),
            Math.toIntExact(use.blockRams()),
            Math.toIntExact(use.ultraRams()),
            array.clockHertz(),
            array.rows(),
            array.columns(),
            array.bufferBytes(),
            fabric.design().instructionSeconds(),
            new FpgaDataflow(array.tokens(), array.rows(), array.columns(), array.channels(), 1));
    return fabric.with(design);
  }

  /** Other types share the array's slices as they pack into them. */
  private static Compute compute(DeviceSpec device, Architecture.Fpga fabric, ArrayDesign array) {
    Compute before = device.compute();
    double faster = array.clockHertz() / before.clockHertz();
    Map<DataType, Double> products = new LinkedHashMap<>();
    fabric
        .dspMacsPerCycle()
        .forEach(
            (type, packed) ->
                products.put(type, 2 * array.use().dsps() * packed * array.clockHertz()));
    products.put(array.type(), array.operationsPerSecond());
    Map<DataType, Double> lanes = new LinkedHashMap<>();
    before.vectorPeak().forEach((type, rate) -> lanes.put(type, rate * faster));
    return new Compute(
        1, array.clockHertz(), products, Map.of(), lanes, before.specialPeak() * faster);
  }

  private static List<MemoryLevel> memory(DeviceSpec device, ArrayDesign array) {
    List<MemoryLevel> levels = new ArrayList<>(device.memory());
    int buffers = levels.size() - 2;
    if (buffers < 0) {
      return levels;
    }
    MemoryLevel before = levels.get(buffers);
    double rams = array.use().blockRams() + array.use().ultraRams();
    double rate = rams * PORTS * PORT_BYTES * array.clockHertz();
    levels.set(
        buffers,
        new MemoryLevel(
            before.name(),
            array.bufferBytes(),
            before.instances(),
            rate,
            rate,
            before.latencySeconds(),
            before.joulesPerByte(),
            before.softwareManaged()));
    return levels;
  }
}
