package ridgepoint.event;

import java.util.Arrays;

/**
 * Writes down when which unit did what, and why it stood idle before. After {@code most} spans
 * nothing more is written down, only counted.
 */
public final class Timeline implements Listener {
  private static final int FIRST_CAPACITY = 1024;

  private final Program program;
  private final int most;
  private int size;
  private long dropped;
  private int[] units = new int[FIRST_CAPACITY];
  private int[] instructions = new int[FIRST_CAPACITY];
  private int[] causes = new int[FIRST_CAPACITY];
  private long[] starts = new long[FIRST_CAPACITY];
  private long[] lengths = new long[FIRST_CAPACITY];

  public Timeline(Program program, int most) {
    this.program = program;
    this.most = most;
  }

  /** Reads spans in the order in which they began. */
  @FunctionalInterface
  public interface Reader {
    /**
     * A span of time on a unit.
     *
     * @param unit or {@link #EVERY_UNIT} for time that is repeated and not replayed
     * @param name of the work, or of what the unit waited for
     */
    void span(int unit, String name, boolean stall, long startTick, long ticks);
  }

  /** No single unit. */
  public static final int EVERY_UNIT = -1;

  @Override
  public void used(
      int stream,
      int unit,
      int instruction,
      long startTick,
      long occupancyTicks,
      long latencyTicks,
      long stalledTicks,
      int cause) {
    if (stalledTicks > 0) {
      add(unit, instruction, cause, startTick - stalledTicks, stalledTicks);
    }
    add(unit, instruction, NO_CAUSE, startTick, occupancyTicks);
  }

  @Override
  public void skipped(long fromTick, long ticks) {
    add(EVERY_UNIT, 0, NO_CAUSE, fromTick, ticks);
  }

  private void add(int unit, int instruction, int cause, long start, long length) {
    if (size == most) {
      dropped++;
      return;
    }
    if (size == units.length) {
      units = Arrays.copyOf(units, 2 * size);
      instructions = Arrays.copyOf(instructions, 2 * size);
      causes = Arrays.copyOf(causes, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
    }
    units[size] = unit;
    instructions[size] = instruction;
    causes[size] = cause;
    starts[size] = start;
    lengths[size++] = length;
  }

  /** Spans that there was no room for. */
  public long dropped() {
    return dropped;
  }

  public int size() {
    return size;
  }

  public Program program() {
    return program;
  }

  /** All spans written down. */
  public void read(Reader reader) {
    for (int i = 0; i < size; i++) {
      boolean stall = causes[i] != NO_CAUSE;
      String name =
          units[i] == EVERY_UNIT
              ? "repeats"
              : stall ? program.causes().get(causes[i]) : program.label(instructions[i]);
      reader.span(units[i], name, stall, starts[i], lengths[i]);
    }
  }
}
