package ridgepoint.exploration.space;

import java.util.List;

/** What an axis can take, as text with units, the way a command line gives it. */
public sealed interface Values {

  /** Values of a grid. */
  int count();

  /** A value of a grid, from 0. */
  String at(int index);

  /** The value at a coordinate of the unit interval: that is how samples are drawn. */
  String within(double coordinate);

  /** Some values, each as good as any other. */
  record Listed(List<String> texts) implements Values {
    public Listed {
      texts = List.copyOf(texts);
      if (texts.isEmpty()) {
        throw new IllegalArgumentException("no values");
      }
    }

    @Override
    public int count() {
      return texts.size();
    }

    @Override
    public String at(int index) {
      return texts.get(index);
    }

    @Override
    public String within(double coordinate) {
      return texts.get(Math.min(count() - 1, (int) (coordinate * count())));
    }
  }

  /**
   * Numbers from one to another.
   *
   * @param unit of both; empty for plain numbers
   * @param logarithmic whether equal factors, not equal differences, are equally far apart
   * @param whole whether values are rounded to whole numbers
   * @param count values of a grid, both ends included
   */
  record Interval(
      double from, double to, String unit, boolean logarithmic, boolean whole, int count)
      implements Values {
    public Interval {
      if (!(from < to) || count < 2 || (logarithmic && !(from > 0))) {
        throw new IllegalArgumentException("from " + from + " to " + to + ", points " + count);
      }
    }

    @Override
    public String at(int index) {
      return index == count - 1 ? text(to) : text(number((double) index / (count - 1)));
    }

    @Override
    public String within(double coordinate) {
      return text(number(coordinate));
    }

    private double number(double coordinate) {
      return logarithmic ? from * Math.pow(to / from, coordinate) : from + (to - from) * coordinate;
    }

    private String text(double number) {
      double value = whole ? Math.rint(number) : number;
      String digits =
          value == Math.rint(value) && Math.abs(value) < 1e15
              ? Long.toString((long) value)
              : Double.toString(value);
      return digits + unit;
    }
  }
}
