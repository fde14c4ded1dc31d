package ridgepoint.exploration.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.quantity.Dimension;

/**
 * Numbers by name: which position of a row each name stands for, and what it measures. Several
 * names may stand for one number.
 */
public final class Names {
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<String> shown = new ArrayList<>();
  private final Map<Integer, Unit> units = new HashMap<>();

  /**
   * What a number is written in.
   *
   * @param dimension that quantities compared with it have
   * @param factor of the number's own unit to the base unit
   */
  public record Unit(Dimension dimension, double factor) {}

  /** Adds a name for a position; one that is taken already keeps what it stands for. */
  public void add(String name, int position, Optional<Unit> unit) {
    if (positions.putIfAbsent(name, position) == null) {
      shown.add(name);
      unit.ifPresent(each -> units.put(position, each));
    }
  }

  /** The position of a name. */
  public Optional<Integer> position(String name) {
    return Optional.ofNullable(positions.get(name));
  }

  /** What the number at a position is written in, if it has a unit. */
  public Optional<Unit> unit(int position) {
    return Optional.ofNullable(units.get(position));
  }

  /** All names, in the order they were added. */
  public List<String> all() {
    return List.copyOf(shown);
  }
}
