package ridgepoint.gpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;

/**
 * Tiles of matrix products that libraries have kernels for on one generation of GPUs; {@code
 * ridgepoint/tiles/gpu.yaml} lists them.
 *
 * @param shapes from the smallest rows and columns up
 * @param splits over how many workers the sum of a tile may be split
 * @param mostStages steps whose operands are on their way or in shared memory, if that has room
 * @param persistent whether a unit has one tile at a time and writes it while it computes the next
 * @param streamK whether loop steps of the last wave may be shared out over all units
 */
record TileMenu(
    List<Shape> shapes, List<Integer> splits, int mostStages, boolean persistent, boolean streamK) {
  private static final int LONGEST_SIDE = 1024;
  private static final int LARGEST_TILE = 1 << 20;
  private static final int MOST_STAGES = 64;
  private static final int PAIR = 2;
  private static final String OTHERS = "default";
  private static final String BATCHED = "batched";

  /**
   * By generation; an exploration makes machines by the hundred thousand, so the file is read once.
   */
  private static final Map<String, TileMenu> MENUS =
      YamlSection.of(new ShippedFiles("ridgepoint/tiles").read("gpu.yaml"))
          .section("generations")
          .sections()
          .entrySet()
          .stream()
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, menu -> read(menu.getValue())));

  TileMenu {
    shapes = List.copyOf(shapes);
    splits = List.copyOf(splits);
  }

  /**
   * One tile.
   *
   * @param units that compute it together
   * @param fewerRows of the next smaller tile with as many columns; 0 when there is none
   * @param fewerColumns of the next smaller tile with as many rows; 0 when there is none
   */
  record Shape(int rows, int columns, int units, int fewerRows, int fewerColumns) {

    /** Whether a smaller tile covers a product of m x n as well with no more of them. */
    boolean isWasteful(long m, long n) {
      return fewerRows > 0 && tiles(m, fewerRows) == tiles(m, rows)
          || fewerColumns > 0 && tiles(n, fewerColumns) == tiles(n, columns);
    }

    private static long tiles(long extent, long side) {
      return (extent + side - 1) / side;
    }
  }

  /** The menu of a generation, or the one of those without their own. */
  static TileMenu of(String generation) {
    TileMenu menu = MENUS.get(generation);
    return menu == null ? MENUS.get(OTHERS) : menu;
  }

  /**
   * The menu of a class of kernels on a generation: of those that run several pairs of matrices at
   * a time, of those of its types where the generation lists them apart, or of the generation.
   */
  static TileMenu of(String generation, String kernelClass) {
    if (KernelClass.isBatched(kernelClass)) {
      return of(BATCHED);
    }
    TileMenu own = MENUS.get(generation + "/" + KernelClass.productTypes(kernelClass));
    return own == null ? of(generation) : own;
  }

  private static TileMenu read(YamlSection menu) {
    menu.only(
        "source",
        "instruction_sides",
        "free_sides",
        "pair_sides",
        "largest_tile",
        "splits",
        "most_stages",
        "persistent",
        "stream_k",
        "stacked_on_rows");
    List<Integer> free = sides(menu, "free_sides");
    int largest = menu.count("largest_tile", 1, LARGEST_TILE);
    TreeSet<Size> sizes = new TreeSet<>(Size.ORDER);
    boolean rowsOnly = menu.optionalFlag("stacked_on_rows");
    add(sizes, sides(menu, "instruction_sides"), free, largest, 1, rowsOnly);
    add(sizes, sides(menu, "pair_sides"), free, PAIR * largest, PAIR, rowsOnly);
    return new TileMenu(
        shapes(sizes),
        sides(menu, "splits"),
        menu.count("most_stages", 1, MOST_STAGES),
        menu.optionalFlag("persistent"),
        menu.optionalFlag("stream_k"));
  }

  private record Size(int units, int rows, int columns) {
    static final Comparator<Size> ORDER =
        Comparator.comparingInt(Size::units)
            .thenComparingInt(Size::rows)
            .thenComparingInt(Size::columns);
  }

  private static void add(
      TreeSet<Size> sizes,
      List<Integer> stacked,
      List<Integer> free,
      int largest,
      int units,
      boolean rowsOnly) {
    for (int side : stacked) {
      for (int other : free) {
        if (side * other <= largest) {
          sizes.add(new Size(units, side, other));
          if (!rowsOnly) {
            sizes.add(new Size(units, other, side));
          }
        }
      }
    }
  }

  private static List<Shape> shapes(TreeSet<Size> sizes) {
    List<Shape> shapes = new ArrayList<>();
    for (Size size : sizes) {
      int fewerRows = 0;
      int fewerColumns = 0;
      for (Size other : sizes) {
        if (other.units == size.units && other.columns == size.columns && other.rows < size.rows) {
          fewerRows = Math.max(fewerRows, other.rows);
        }
        if (other.units == size.units && other.rows == size.rows && other.columns < size.columns) {
          fewerColumns = Math.max(fewerColumns, other.columns);
        }
      }
      shapes.add(new Shape(size.rows, size.columns, size.units, fewerRows, fewerColumns));
    }
    return shapes;
  }

  private static List<Integer> sides(YamlSection menu, String key) {
    List<Integer> sides = new ArrayList<>();
    for (String text : menu.texts(key)) {
      int side;
      try {
        side = Integer.parseInt(text);
      } catch (NumberFormatException exception) {
        throw menu.failure(key, "whole numbers are wanted, found '" + text + "'", exception);
      }
      if (side < 1 || side > LONGEST_SIDE) {
        throw menu.failure(key, "1 to " + LONGEST_SIDE + " is allowed, found " + side);
      }
      sides.add(side);
    }
    Collections.sort(sides);
    return sides;
  }
}
