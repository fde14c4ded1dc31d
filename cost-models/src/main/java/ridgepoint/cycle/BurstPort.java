package ridgepoint.cycle;

import java.util.function.DoubleConsumer;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;

/**
 * A way to main memory that asks for short bursts and has no more than so many outstanding, such as
 * a core with its fill buffers or the AXI ports of an FPGA design. Where main memory is a rate,
 * bursts change nothing and are left out.
 */
public final class BurstPort {
  private final MainMemory memory;
  private final int place;
  private final long burstBytes;
  private final int free;
  private final Way way;

  /** What else a burst takes on its way. */
  @FunctionalInterface
  public interface Way {
    /** Nothing. */
    Way DIRECT = (stream, bytes) -> {};

    void cross(StreamBuilder stream, double bytes);
  }

  /**
   * Adds a port to a pass.
   *
   * @param name of its own in the pass
   * @param place that its bytes come from, or go to
   * @param outstanding bursts that have been asked for and have not come, at most
   */
  public BurstPort(
      CyclePass pass,
      MainMemory memory,
      String name,
      int place,
      long burstBytes,
      int outstanding,
      Way way) {
    this.way = way;
    this.memory = memory;
    this.place = place;
    this.burstBytes = burstBytes;
    free =
        memory.isPlayed()
            ? pass.events().credits(name + " bursts", outstanding, "outstanding bursts")
            : -1;
  }

  /**
   * Bytes read; the stream goes on when the last of them have been asked for.
   *
   * @param latencyTicks of a load that waits for nobody
   */
  public void read(StreamBuilder stream, double bytes, long latencyTicks, String label) {
    bursts(stream, bytes, part -> memory.read(stream, place, part, latencyTicks, label));
  }

  /**
   * Bytes written; the stream goes on when the last of them are on the way.
   *
   * @param latencyTicks until they are there, if they wait for nobody
   */
  public void write(StreamBuilder stream, double bytes, long latencyTicks, String label) {
    bursts(stream, bytes, part -> memory.write(stream, place, part, latencyTicks, label));
  }

  private void bursts(StreamBuilder stream, double bytes, DoubleConsumer move) {
    if (!memory.isPlayed()) {
      way.cross(stream, bytes);
      move.accept(bytes);
      return;
    }
    long whole = (long) (bytes / burstBytes);
    if (whole > 0) {
      stream.loop(whole);
      burst(stream, burstBytes, move);
      stream.end();
    }
    double rest = bytes - (double) whole * burstBytes;
    if (rest > 0) {
      burst(stream, rest, move);
    }
  }

  private void burst(StreamBuilder stream, double bytes, DoubleConsumer move) {
    stream.take(free, 1);
    way.cross(stream, bytes);
    move.accept(bytes);
    stream.give(free, 1, When.DONE);
  }
}
