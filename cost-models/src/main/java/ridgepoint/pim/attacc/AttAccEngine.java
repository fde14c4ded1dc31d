package ridgepoint.pim.attacc;

import java.util.LinkedHashMap;
import java.util.Map;
import ridgepoint.cycle.CommandLog;
import ridgepoint.estimate.UnsupportedOperatorException;
import ridgepoint.number.DataType;
import ridgepoint.pim.kernel.Engine;
import ridgepoint.pim.kernel.KernelRun;
import ridgepoint.pim.kernel.Task;

/**
 * Plays AttAcc's commands on the channel that has the most heads; stacks work side by side, a head
 * in one channel.
 */
public final class AttAccEngine implements Engine {
  private final AttAcc device;
  private final int stacks;

  public AttAccEngine(AttAcc device, int stacks) {
    this.device = device;
    this.stacks = stacks;
  }

  @Override
  public boolean hasSoftmax() {
    return true;
  }

  @Override
  public void check(DataType type) {
    if (type.bits() != 16) {
      throw new UnsupportedOperatorException(
          "the units of AttAcc compute 16-bit numbers, not " + type.id());
    }
  }

  @Override
  public double cycleSeconds() {
    return device.dram().clockPeriodSeconds();
  }

  @Override
  public KernelRun elementwise(Task.Elementwise task, CommandLog log) {
    throw new UnsupportedOperatorException(
        "AttAcc computes attention and products, element-wise work belongs on its host");
  }

  @Override
  public KernelRun attention(Task.Attention attention, CommandLog log) {
    int keys = Math.toIntExact(attention.keys());
    int headDim = Math.toIntExact(attention.headDim());
    int longest = Math.toIntExact(attention.longest());
    long heads = ceil(attention.heads() * attention.queries(), stacks);
    int channels = device.dram().organization().channels();
    int most = Math.toIntExact(ceil(heads, channels));
    fits(most, longest, headDim);
    Stream stream = AttentionStream.of(device, keys, headDim, most, longest);
    long full = heads - (most - 1L) * channels;
    Map<String, Long> counts = new LinkedHashMap<>();
    count(counts, stream, full * stacks);
    if (most > 1 && full < channels) {
      Stream fewer = AttentionStream.of(device, keys, headDim, most - 1, longest);
      count(counts, fewer, (channels - full) * stacks);
    }
    double exponentials = (double) attention.heads() * attention.queries() * attention.keys();
    return run(new StreamChannel(device, stream, log).run(), counts, exponentials, 1);
  }

  private void fits(int heads, int longest, int headDim) {
    long perBank = (long) heads * longest * headDim * 2 / device.rowParts() / device.columnParts();
    long half = (long) HeadCommands.VALUE_ROW * device.columnsPerRow() * device.lanes() * 2;
    if (perBank > half) {
      throw new UnsupportedOperatorException(
          "keys of %d heads of %d tokens do not fit into half of a channel of %s"
              .formatted(heads, longest, device.dram().id()));
    }
  }

  @Override
  public KernelRun product(Task.Product product, CommandLog log) {
    long channels = (long) stacks * device.dram().organization().channels();
    long perMatrix = Math.max(1, channels / product.matrices());
    long rounds = ceil(product.matrices() * perMatrix, channels) * product.vectors();
    int outputs = Math.toIntExact(ceil(product.outputs(), perMatrix));
    int inputs = Math.toIntExact(product.inputs());
    int played = (int) Math.min(rounds, 2);
    Stream stream = AttentionStream.product(device, outputs, inputs, played);
    long cycles = new StreamChannel(device, stream, log).run();
    if (rounds > played) {
      Stream once = AttentionStream.product(device, outputs, inputs, 1);
      cycles +=
          (rounds - played) * (cycles - new StreamChannel(device, once, CommandLog.NONE).run());
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    count(counts, stream, channels * rounds / played);
    return run(cycles, counts, 0, (double) played / rounds);
  }

  private KernelRun run(
      long cycles, Map<String, Long> counts, double exponentials, double simulated) {
    return new KernelRun(
        cycles,
        0,
        device.dram().clockPeriodSeconds(),
        counts,
        macs(counts),
        0,
        exponentials,
        external(counts),
        simulated);
  }

  /** Multiply-adds of all units that follow a command. */
  private double macs(Map<String, Long> counts) {
    int units = device.rowParts() * device.columnParts();
    return (double) counts.getOrDefault("mac", 0L) * units * device.lanes();
  }

  private double external(Map<String, Long> counts) {
    double moves = counts.getOrDefault("write_buffer", 0L);
    return moves * device.dram().organization().accessBytes();
  }

  private static void count(Map<String, Long> counts, Stream stream, long channels) {
    add(counts, "mac", stream.count(Stream.MAC) * channels);
    add(counts, "write_buffer", stream.count(Stream.WRITE_BUFFER) * channels);
    add(counts, "to_softmax", stream.count(Stream.TO_SOFTMAX) * channels);
    add(counts, "from_softmax", stream.count(Stream.FROM_SOFTMAX) * channels);
    add(counts, "softmax", stream.count(Stream.SOFTMAX) * channels);
  }

  private static void add(Map<String, Long> counts, String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  private static long ceil(long size, long part) {
    return (size + part - 1) / part;
  }
}
