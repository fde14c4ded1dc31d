package ridgepoint.event;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.event.Program.Credits;
import ridgepoint.event.Program.Stream;
import ridgepoint.event.Program.Unit;

/**
 * Puts a {@link Program} together. Units, credits and streams are known by the numbers that adding
 * them gives.
 */
public final class ProgramBuilder {
  /** Streams, units and instructions together; their numbers share the keys of events with time. */
  private static final int MOST = 1 << EventQueue.ID_BITS;

  final List<Unit> units = new ArrayList<>();
  final List<Credits> credits = new ArrayList<>();
  final List<Stream> streams = new ArrayList<>();
  final Code code = new Code();
  Memory memory;
  private final List<StreamBuilder> open = new ArrayList<>();
  private final List<Integer> entries = new ArrayList<>();

  /** A unit that serves streams in the order in which they ask. */
  public int unit(String name, ClockDomain clock) {
    return unit(name, clock, Arbitration.ARRIVAL);
  }

  public int unit(String name, ClockDomain clock, Arbitration arbitration) {
    units.add(new Unit(name, arbitration, clock));
    return units.size() - 1;
  }

  /** The name a unit was given. */
  public String nameOfUnit(int unit) {
    return units.get(unit).name();
  }

  /**
   * Credits of which so many are there at first.
   *
   * @param cause what a stream that waits for them is said to wait for
   */
  public int credits(String name, long initial, String cause) {
    if (initial < 0) {
      throw new IllegalArgumentException(name + " begins with " + initial);
    }
    credits.add(new Credits(name, initial, cause));
    return credits.size() - 1;
  }

  /** What {@link StreamBuilder#transfer} moves bytes to and from; at most one. */
  public void memory(Memory shared) {
    memory = shared;
  }

  /** A stream that has to end before the program does. Streams begin in the order added. */
  public StreamBuilder stream(String name) {
    return stream(name, false);
  }

  /** A stream that may still be waiting for work when all others have ended. */
  public StreamBuilder backgroundStream(String name) {
    return stream(name, true);
  }

  private StreamBuilder stream(String name, boolean background) {
    streams.add(new Stream(name, background));
    StreamBuilder stream = new StreamBuilder(this, name);
    open.add(stream);
    return stream;
  }

  /**
   * The program.
   *
   * @throws IllegalArgumentException when a loop is not closed or there is more than a simulation
   *     can number
   */
  public Program build() {
    for (StreamBuilder stream : open) {
      entries.add(stream.copyTo(code));
    }
    open.clear();
    if (code.size() + units.size() + streams.size() >= MOST) {
      throw new IllegalArgumentException(
          "a program of %d instructions, %d units and %d streams; together at most %d"
              .formatted(code.size(), units.size(), streams.size(), MOST));
    }
    return new Program(this);
  }

  int[] entries() {
    int[] all = new int[entries.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = entries.get(i);
    }
    return all;
  }

  /** Causes of credits, then names of units, each once. */
  List<String> causes() {
    List<String> causes = new ArrayList<>();
    for (Credits each : credits) {
      add(causes, each.cause());
    }
    for (Unit each : units) {
      add(causes, each.name());
    }
    return List.copyOf(causes);
  }

  private static void add(List<String> causes, String cause) {
    if (!causes.contains(cause)) {
      causes.add(cause);
    }
  }

  int[] causeOf(List<String> causes) {
    int[] of = new int[credits.size() + units.size()];
    for (int i = 0; i < of.length; i++) {
      of[i] =
          causes.indexOf(
              i < credits.size() ? credits.get(i).cause() : units.get(i - credits.size()).name());
    }
    return of;
  }
}
