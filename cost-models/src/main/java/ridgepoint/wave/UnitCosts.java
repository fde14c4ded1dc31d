package ridgepoint.wave;

import java.util.OptionalDouble;
import ridgepoint.tile.Recording;
import ridgepoint.tile.Recording.Segment;
import ridgepoint.tile.Recording.TileUse;
import ridgepoint.tile.Recording.Use;

/** What the steps of a tile cost the one unit that runs it. */
public interface UnitCosts {

  /**
   * Seconds of one step's products when its tile is computed in full, {@code rows} x {@code
   * columns}, whatever part of it lies inside the output.
   */
  double productSeconds(Use use, int rows, int columns);

  /** Whether those products run on the matrix unit; otherwise they keep the vector unit busy. */
  boolean onMatrixUnit(Use use, int rows, int columns);

  /** Seconds of one step's element-wise work, conversions and special functions. */
  double vectorSeconds(Use use);

  /** Seconds a tile's traffic keeps the memory levels busy that belong to the unit alone. */
  double privateSeconds(TileUse tile);

  /**
   * Seconds a tile needs for the loads of a segment when nothing but its own unit waits for them:
   * latency over the bytes the unit keeps in flight (Little's law).
   *
   * @param stepBytes loaded by one step of it
   */
  double loadSeconds(Segment segment, double stepBytes);

  /** Seconds from a tile's first load to its data; no tile takes less. */
  double firstLoadSeconds();

  /**
   * Seconds a tile takes to start and to end that other tiles of its unit hide; 0 where none do and
   * waves are charged for it.
   */
  default double startSeconds() {
    return 0;
  }

  /** Seconds before the first tile of a kernel has operands to work on. */
  default double fillSeconds() {
    return 0;
  }

  /** Seconds that the tiles of a kernel take one after another, however many units there are. */
  default double serialSeconds() {
    return 0;
  }

  /** Seconds in which a tile writes its result, when no other tile works meanwhile. */
  default double drainSeconds(TileUse tile) {
    return 0;
  }

  /**
   * Bytes that tiles read over and over from the caches they share, which decides how fast these
   * are ({@link ridgepoint.hardware.BandwidthCurve}); 0 when they read them once.
   */
  default double workingSetBytes() {
    return 0;
  }

  /** Units that compute a tile together, at the rates of all of them. */
  default int unitsPerTile() {
    return 1;
  }

  /**
   * Whether loop steps are shared out evenly over the units, whole tiles or not, and what that
   * costs a unit: seconds to write a part of a tile's sum and to add one; none when tiles stay
   * whole.
   */
  default OptionalDouble fixUpSeconds(TileUse tile) {
    return OptionalDouble.empty();
  }

  /**
   * Seconds in which a unit writes a tile's result while it computes others, and can write no
   * other; 0 where that never binds.
   */
  default double epilogueSeconds(TileUse tile) {
    return 0;
  }

  /** Tiles a unit runs at a time, by what they occupy; at least 1. */
  int tilesPerUnit(Recording pass);
}
