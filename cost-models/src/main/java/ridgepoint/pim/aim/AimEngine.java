package ridgepoint.pim.aim;

import java.util.LinkedHashMap;
import java.util.Map;
import ridgepoint.cycle.CommandLog;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.number.DataType;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.kernel.KernelRun;
import ridgepoint.pim.kernel.Task;

/**
 * Plays GDDR6-AiM's commands on the channel with most to do. Rows of a matrix are dealt out to
 * channels and banks. A part of the input that fills a row of a bank is written to the global
 * buffer; every group of outputs sets its accumulators, multiplies a row of all banks by it and
 * sends its sums out, which the host adds up over the parts.
 */
public final class AimEngine implements Engine {
  /** Rows of all banks that are played; what is beyond goes at their rate. */
  private static final long MOST_ROWS = 8192;

  private final Aim device;

  public AimEngine(Aim device) {
    this.device = device;
  }

  @Override
  public void check(DataType type) {
    if (type != DataType.BF16) {
      throw new UnsupportedOperatorException(
          "the units of GDDR6-AiM compute bf16, not " + type.id());
    }
  }

  @Override
  public double cycleSeconds() {
    return device.dram().clockPeriodSeconds();
  }

  @Override
  public KernelRun product(Task.Product product, CommandLog log) {
    return product(product, false, log);
  }

  /**
   * Sums have to be complete in the banks: inputs that fill the global buffer at most.
   *
   * @throws UnsupportedOperatorException when there are more
   */
  @Override
  public KernelRun activated(Task.Activated task, CommandLog log) {
    long most = (long) device.bufferColumns() * device.lanes();
    if (task.product().inputs() > most) {
      throw new UnsupportedOperatorException(
          "GDDR6-AiM applies functions to sums of up to %d inputs, those of its global buffer; got %d"
              .formatted(most, task.product().inputs()));
    }
    return product(task.product(), true, log);
  }

  private KernelRun product(Task.Product product, boolean activated, CommandLog log) {
    long perMatrix = Math.max(1, Long.highestOneBit(device.channels() / product.matrices()));
    long rounds = ceil(product.matrices() * perMatrix, device.channels()) * product.vectors();
    long groups = ceil(product.outputs(), perMatrix * device.banks());
    int columns = Math.toIntExact(ceil(product.inputs(), device.lanes()));
    long parts = ceil(columns, device.bufferColumns());
    long played = Math.min(rounds, Math.max(2, MOST_ROWS / (groups * parts)));
    AimChannel channel = new AimChannel(device, log);
    long before = 0;
    for (long round = 0; round < played; round++) {
      before = channel.end();
      round(channel, groups, columns, activated);
    }
    long cycles = channel.end() + (rounds - played) * (channel.end() - before);
    double scale = (double) rounds / played;
    double macs = channel.macs() * scale * device.channels() * device.banks() * device.lanes();
    return run(channel, cycles, scale, macs, 0);
  }

  private void round(AimChannel channel, long groups, int columns, boolean activated) {
    for (int first = 0; first < columns; first += device.bufferColumns()) {
      int part = Math.min(device.bufferColumns(), columns - first);
      channel.writeBuffer(part);
      for (long group = 0; group < groups; group++) {
        channel.writeBias();
        channel.open();
        channel.multiply(part);
        if (activated) {
          // the table of the function lies in rows of its own
          channel.open();
          channel.applyFunction();
        }
        channel.readResults();
      }
    }
    channel.close();
  }

  @Override
  public KernelRun elementwise(Task.Elementwise task, CommandLog log) {
    if (task.operation() == Task.Elementwise.Operation.RELU) {
      throw new UnsupportedOperatorException(
          "GDDR6-AiM applies functions to sums only; element-wise ReLU belongs on its host");
    }
    long perGroup = device.dram().organization().banks();
    long groups = ceil(device.banks(), device.elementwiseBanks());
    long columns = ceil(task.elements(), (long) device.channels() * groups * device.lanes());
    long rows = ceil(columns, device.bufferColumns());
    AimChannel channel = new AimChannel(device, log);
    long played = Math.min(rows, MOST_ROWS);
    for (long row = 0; row < played; row++) {
      channel.open();
      channel.elementwise((int) Math.min(device.bufferColumns(), columns));
    }
    channel.close();
    double scale = (double) rows / played;
    double operations = (double) columns * device.channels() * groups * device.lanes();
    long cycles = Math.round(channel.end() * scale * perGroup / device.elementwiseBanks());
    return run(channel, cycles, scale, 0, operations);
  }

  private KernelRun run(
      AimChannel channel, long cycles, double scale, double macs, double operations) {
    double all = scale * device.channels();
    Map<String, Long> commands = new LinkedHashMap<>();
    commands.put("write_buffer", Math.round(channel.bufferWrites() * all));
    commands.put("mac", Math.round(channel.macs() * all));
    if (channel.biasWrites() > 0) {
      commands.put("write_bias", Math.round(channel.biasWrites() * all));
    }
    if (channel.functions() > 0) {
      commands.put("function", Math.round(channel.functions() * all));
    }
    commands.put("elementwise", Math.round(channel.elementwiseCommands() * all));
    commands.put("read_results", Math.round(channel.resultReads() * all));
    commands.put("activates", Math.round(channel.activates() * all));
    commands.put("refreshes", Math.round(channel.refreshes() * all));
    double bursts = (channel.bufferWrites() + channel.biasWrites() + channel.resultReads()) * all;
    return new KernelRun(
        cycles,
        0,
        device.dram().clockPeriodSeconds(),
        commands,
        macs,
        operations,
        0,
        bursts * device.dram().organization().accessBytes(),
        1 / scale);
  }

  private static long ceil(long size, long part) {
    return (size + part - 1) / part;
  }
}
