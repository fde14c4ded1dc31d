package ridgepoint.event;

import java.util.List;

/**
 * Units, credits and streams of instructions: what a {@link Simulation} runs. Immutable; made by a
 * {@link ProgramBuilder}.
 *
 * <p>A stream does its instructions in order. It <em>takes</em> credits and waits while there are
 * too few; it <em>uses</em> a unit and waits while that is busy with another's; it <em>gives</em>
 * credits. A buffer of n slots is n credits that the producer takes before it fills one and the
 * consumer gives when it has read it, and as many of the opposite sense; a queue that pushes back
 * is the same thing.
 */
public final class Program {
  /** A unit. */
  public record Unit(String name, Arbitration arbitration, ClockDomain clock) {}

  /**
   * Credits.
   *
   * @param cause what a stream that waits for them is said to wait for
   */
  public record Credits(String name, long initial, String cause) {}

  /**
   * A stream.
   *
   * @param background whether the program may end while it still waits
   */
  public record Stream(String name, boolean background) {}

  final List<Unit> units;
  final List<Credits> credits;
  final List<Stream> streams;
  final List<String> causes;
  final Memory memory;

  /** The first instruction of each stream. */
  final int[] entry;

  /** Cause that a wait for each credit, then for each unit, counts under. */
  final int[] cause;

  final int[] opcode;

  /** Unit, credit, place of a transfer, or where a loop begins or ends. */
  final int[] target;

  /** Credits taken or given, trips, ticks of a delay, or bytes of a transfer. */
  final long[] amount;

  final long[] occupancy;
  final long[] latency;

  /** {@link When}'s ordinal: when credits are given, or when the stream goes on. */
  final int[] when;

  final String[] label;

  /** What a use counts as; {@link StreamBuilder#NO_TAG} for nothing. */
  final int[] tag;

  Program(ProgramBuilder from) {
    units = List.copyOf(from.units);
    credits = List.copyOf(from.credits);
    streams = List.copyOf(from.streams);
    memory = from.memory;
    entry = from.entries();
    causes = from.causes();
    cause = from.causeOf(causes);
    opcode = from.code.opcodes();
    target = from.code.targets();
    amount = from.code.amounts();
    occupancy = from.code.occupancies();
    latency = from.code.latencies();
    when = from.code.whens();
    label = from.code.labels();
    tag = from.code.tags();
  }

  public List<Unit> units() {
    return units;
  }

  public List<Stream> streams() {
    return streams;
  }

  /** What streams may be found waiting for. */
  public List<String> causes() {
    return causes;
  }

  /** What an instruction is called in timelines. */
  public String label(int instruction) {
    return label[instruction];
  }

  /** What an instruction counts as; {@link StreamBuilder#NO_TAG} for nothing. */
  public int tag(int instruction) {
    return tag[instruction];
  }

  /** Ticks of a cycle of each unit's clock. */
  long[] periods() {
    long[] periods = new long[units.size()];
    for (int unit = 0; unit < periods.length; unit++) {
      periods[unit] = units.get(unit).clock().periodTicks();
    }
    return periods;
  }

  int instructions() {
    return opcode.length;
  }
}
