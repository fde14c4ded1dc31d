package ridgepoint.gpu;

import ridgepoint.cycle.CyclePass;
import ridgepoint.cycle.Event;
import ridgepoint.cycle.StepUnits;
import ridgepoint.cycle.TilePipeline;
import ridgepoint.estimate.Bound;
import ridgepoint.event.ClockDomain;
import ridgepoint.event.Cost;
import ridgepoint.event.ProgramBuilder;
import ridgepoint.event.StreamBuilder;
import ridgepoint.event.When;
import ridgepoint.gpu.l2.Phase;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;

/**
 * What the warps of one tile do on an SM: a producer issues asynchronous copies, consumers issue
 * matrix instructions and the element-wise work between them, and the results leave through the
 * port that loads come in by. Tiles of an SM share its units.
 */
final class SmUnits implements StepUnits {
  private final CyclePass pass;
  private final SmTimes times;
  private final SharedUnits shared;
  private final Place place;
  private final Phase phase;

  /**
   * An SM's units by their numbers in a pass. They are not held to edges of the SM's clock: what is
   * shared runs at other clocks, and against their edges no round of tiles would be like the last.
   */
  record Numbers(int port, int matrix, int vector) {
    static Numbers add(CyclePass pass, int sm) {
      ClockDomain clock = ClockDomain.unclocked("sm");
      String name = "SM " + sm;
      ProgramBuilder events = pass.events();
      return new Numbers(
          pass.resource("port", Bound.CACHE, events.unit(name + " port", clock)),
          pass.resource("matrix", Bound.COMPUTE, events.unit(name + " matrix", clock)),
          pass.resource("vector", Bound.COMPUTE, events.unit(name + " vector", clock)));
    }
  }

  /**
   * A place for tiles on an SM.
   *
   * @param units of the SM
   * @param number among the places whose tiles run at a time
   * @param slot credit without which no tile begins; given back when its results are written, or by
   *     persistent kernels when all it needs is on the way
   * @param persistent whether a tile is computed while the results of the one before are written
   * @param writers the warps that write results; those of a persistent kernel are not those that
   *     multiply
   */
  record Place(
      Numbers units, int sm, int number, int slot, boolean persistent, int issue, int writers) {
    static Place add(
        CyclePass pass,
        Numbers units,
        int sm,
        int number,
        String name,
        int slot,
        boolean persistent) {
      int issue = issue(pass, name + " issue");
      int writers = persistent ? issue(pass, name + " writers") : issue;
      return new Place(units, sm, number, slot, persistent, issue, writers);
    }

    private static int issue(CyclePass pass, String name) {
      int unit = pass.events().unit(name, ClockDomain.unclocked("sm"));
      return pass.resource("issue", Bound.OVERHEAD, unit);
    }
  }

  /**
   * @param phase of the pass in which the tiles run
   */
  SmUnits(CyclePass pass, SmTimes times, SharedUnits shared, Place place, Phase phase) {
    this.pass = pass;
    this.times = times;
    this.shared = shared;
    this.place = place;
    this.phase = phase;
  }

  @Override
  public void begin(StreamBuilder load) {
    load.take(place.slot, 1);
    load.delay(times.startTicks());
  }

  @Override
  public void loaded(StreamBuilder load) {
    if (place.persistent) {
      load.give(place.slot, 1, When.BEGUN);
    }
  }

  @Override
  public void end(StreamBuilder store) {
    if (!place.persistent) {
      store.give(place.slot, 1, When.DONE);
    }
  }

  @Override
  public void load(StreamBuilder stream, Use step) {
    double bytes = TilePipeline.sum(step.loadedBytes());
    port(stream, bytes, When.BEGUN, "load");
    shared.read(stream, phase, place.sm, place.number, step.loadedBytes(), times.latencyTicks());
  }

  /** Steps of a tile follow one another no faster than results of one go into the next. */
  @Override
  public void multiply(StreamBuilder stream, Use step) {
    stream.use(place.issue, Cost.of(times.stepTicks()), When.BEGUN, "issue");
    int tag = pass.tag(Event.multiply(step.executedMatrixOperations(), step.matrixType()));
    int unit = times.onMatrixUnit(step) ? place.units.matrix : place.units.vector;
    stream.use(unit, Cost.of(times.productTicks(step)), When.RELEASED, "multiply", tag);
  }

  @Override
  public void fixUp(StreamBuilder multiply, TileUse tile) {
    multiply.use(place.issue, Cost.of(times.fixUpTicks(tile)), When.RELEASED, "fix up");
  }

  @Override
  public void vector(StreamBuilder stream, Use step) {
    int tag = pass.tag(Event.vector(step.vectorOperations(), step.specialOperations()));
    stream.use(place.units.vector, Cost.of(times.vectorTicks(step)), When.RELEASED, "vector", tag);
  }

  @Override
  public void store(StreamBuilder stream, Use step) {
    double bytes = TilePipeline.sum(step.storedBytes());
    port(stream, bytes, When.RELEASED, "store");
    stream.use(place.writers, Cost.of(times.drainTicks(bytes)), When.RELEASED, "write back");
    shared.write(stream, phase, place.sm, place.number, bytes);
  }

  /** Every byte passes shared memory on its way in or out. */
  private void port(StreamBuilder stream, double bytes, When goesOn, String label) {
    int tag = pass.tag(Event.move(shared.own(), bytes));
    stream.use(place.units.port, Cost.of(times.portTicks(bytes)), goesOn, label, tag);
  }
}
