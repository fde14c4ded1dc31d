package ridgepoint.pim.hbm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ridgepoint.dram.AccessProgram;
import ridgepoint.dram.DramConfiguration.Organization;
import ridgepoint.dram.FencedChannel;

/**
 * The same work by the host: it reads all operands one after another as the memory interleaves
 * them, and when it has them writes the results behind them.
 */
final class HostTraffic {
  private final HbmPim device;
  private final Organization organization;

  HostTraffic(HbmPim device) {
    this.device = device;
    organization = device.dram().organization();
  }

  /** Bursts of a channel in one phase: consecutive in its own memory. */
  private record Stretch(boolean write, long first, long end) {}

  /** What {@link #run} found, over all channels. */
  record Outcome(long cycles, long reads, long writes) {}

  /**
   * @param readBytes of each operand
   */
  Outcome run(List<Long> readBytes, long writtenBytes) {
    int access = organization.accessBytes();
    long read = readBytes.stream().mapToLong(bytes -> (bytes + access - 1) / access).sum();
    long written = (writtenBytes + access - 1) / access;
    // channels with the same stretches do the same, cycle by cycle
    Map<List<Stretch>, Integer> alike = new LinkedHashMap<>();
    for (int channel = 0; channel < device.channels(); channel++) {
      List<Stretch> stretches =
          List.of(stretch(false, channel, 0, read), stretch(true, channel, read, read + written));
      alike.merge(stretches, 1, Integer::sum);
    }
    List<FencedChannel> channels = new ArrayList<>();
    for (int i = 0; i < alike.size(); i++) {
      channels.add(
          new FencedChannel(device.dram(), device.queueEntries(), FencedChannel.Listener.NONE));
    }
    long cycles = 0;
    for (int phase = 0; phase < 2; phase++) {
      int next = 0;
      for (List<Stretch> stretches : alike.keySet()) {
        cycles = Math.max(cycles, channels.get(next++).run(program(stretches.get(phase))));
      }
      for (FencedChannel channel : channels) {
        channel.runUntil(cycles);
      }
    }
    return new Outcome(cycles, read, written);
  }

  private Stretch stretch(boolean write, int channel, long first, long end) {
    return new Stretch(write, local(channel, first), local(channel, end));
  }

  /** Bursts before {@code burst} that are in a channel. */
  private long local(int channel, long burst) {
    return (burst - channel + device.channels() - 1) / device.channels();
  }

  private AccessProgram program(Stretch stretch) {
    AccessProgram program = new AccessProgram();
    int perGroup = organization.banks();
    int groups = organization.bankGroups();
    int perRow = device.columnsPerRow();
    for (long i = stretch.first(); i < stretch.end(); i++) {
      int bank = (int) (i / perGroup % groups) * perGroup + (int) (i % perGroup);
      long column = i / device.banks();
      program.add(stretch.write(), bank, (int) (column / perRow), (int) (column % perRow));
    }
    return program;
  }
}
