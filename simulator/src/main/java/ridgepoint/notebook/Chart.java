package ridgepoint.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import ridgepoint.report.RunResult;
import ridgepoint.report.chart.ChartImages;
import ridgepoint.report.chart.DotChart;
import ridgepoint.report.chart.DotChart.Series;

/**
 * A picture.
 *
 * @param name of its file, without ending
 * @param title what it shows, for who cannot see it
 */
public record Chart(String name, String title, byte[] png) {
  private static final String SUBTITLE_OF_DOTS =
      "Logarithmic axis; a line joins what is of one row";

  /** The roofline of a phase with every operator as a point. */
  public static Chart roofline(String name, Answer answer, String phase) {
    RunResult run = answer.run();
    return new Chart(
        name, "Roofline of " + phase + ": " + run.title(), ChartImages.roofline(run, phase));
  }

  /** Time per operator of both phases. */
  public static Chart time(String name, Answer answer) {
    return new Chart(
        name, "Time by operator: " + answer.run().title(), ChartImages.time(answer.run()));
  }

  /** Time per token against tokens per joule and per second, a line per machine. */
  public static Chart trade(String name, Answers answers) {
    return new Chart(
        name,
        "Latency against efficiency and throughput over " + String.join(", ", answers.names()),
        ChartImages.trade(answers.comparison()));
  }

  /**
   * Dots on a logarithmic axis, a row per thing: for amounts that differ by orders of magnitude.
   *
   * @param axis what the amounts are
   * @param unit of them; may be empty
   * @param rows names
   */
  public static Chart dots(
      String name, String title, String axis, String unit, List<String> rows, Series... series) {
    byte[] png =
        DotChart.draw(
            title, SUBTITLE_OF_DOTS, axis, unit, rows, "no result", Arrays.asList(series));
    return new Chart(name, title, png);
  }

  /** A number of every answer, as dots of one colour; none where there is no result. */
  public static Series series(String name, Answers answers, ToDoubleFunction<RunResult> value) {
    return new Series(name, answers.numbers(value));
  }

  /** A number of everything, as dots of one colour; none where it is not above zero. */
  public static <T> Series values(String name, Iterable<T> things, ToDoubleFunction<T> value) {
    List<OptionalDouble> dots = new ArrayList<>();
    for (T thing : things) {
      double number = value.applyAsDouble(thing);
      dots.add(
          number > 0 && number < Double.POSITIVE_INFINITY
              ? OptionalDouble.of(number)
              : OptionalDouble.empty());
    }
    return new Series(name, dots);
  }

  /** Writes the PNG. */
  public void save(Path file) throws IOException {
    Files.write(file, png);
  }

  @Override
  public String toString() {
    return title + " (chart; save(Path.of(\"" + name + ".png\")) writes it)";
  }
}
