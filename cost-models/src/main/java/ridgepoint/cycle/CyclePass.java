package ridgepoint.cycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.dram.DramMemory;
import ridgepoint.estimate.Bound;
import ridgepoint.event.Program;
import ridgepoint.event.ProgramBuilder;
import ridgepoint.tile.Tiling;

/**
 * One pass of a kernel as events, being put together by a kind: a program, which of its units are
 * which resource of the device, and what each use of one counts as.
 */
public final class CyclePass {
  private final ProgramBuilder events = new ProgramBuilder();
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final List<Event> books = new ArrayList<>();
  private final List<Completion> completions = new ArrayList<>();
  private final String reason;
  private Tiling cut;
  private Program program;

  /** Main memory that controllers play, if they do, and its unit. */
  private DramMemory played;

  private int memoryUnit = -1;

  /**
   * Units that do the same for different tiles.
   *
   * @param bound what an operator that keeps them busiest is limited by
   */
  record Resource(Bound bound, List<Integer> units) {}

  /**
   * @param reason what the mapping comes to, such as {@code 64 tiles on 4 cores}
   */
  public CyclePass(String reason) {
    this.reason = reason;
  }

  /** Where units, credits and streams are added. */
  public ProgramBuilder events() {
    return events;
  }

  /** Says that a unit is, or is one of, a resource of the device; gives the unit. */
  public int resource(String name, Bound bound, int unit) {
    resources.computeIfAbsent(name, key -> new Resource(bound, new ArrayList<>())).units.add(unit);
    return unit;
  }

  /** A tag for uses that count as an event. */
  public int tag(Event event) {
    books.add(event);
    return books.size() - 1;
  }

  /** A mark for events that complete a tile. */
  public int completes(Completion tiles) {
    completions.add(tiles);
    return completions.size() - 1;
  }

  /** Says that the pass cuts its kernel in another way than the tiling it was asked for. */
  public void cutAs(Tiling other) {
    cut = other;
  }

  Optional<Tiling> cut() {
    return Optional.ofNullable(cut);
  }

  Completion completion(int mark) {
    return completions.get(mark);
  }

  /** Gives the pass a main memory that controllers play. */
  void play(DramMemory memory) {
    events.memory(memory);
    played = memory;
  }

  /** Says which unit is main memory. */
  void memoryUnit(int unit) {
    memoryUnit = unit;
  }

  /** Main memory, if controllers play it; null otherwise. */
  DramMemory played() {
    return played;
  }

  int memoryUnit() {
    return memoryUnit;
  }

  /** What the units do; nothing can be added to it any more. */
  Program program() {
    if (program == null) {
      program = events.build();
    }
    return program;
  }

  Map<String, Resource> resources() {
    return resources;
  }

  /** Names of resources by those of the units that they are made of. */
  Map<String, String> resourceOfUnit() {
    Map<String, String> names = new LinkedHashMap<>();
    resources.forEach(
        (name, resource) ->
            resource.units.forEach(unit -> names.put(events.nameOfUnit(unit), name)));
    return names;
  }

  Event event(int tag) {
    return books.get(tag);
  }

  String reason() {
    return reason;
  }
}
