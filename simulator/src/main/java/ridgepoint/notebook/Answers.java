package ridgepoint.notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import ridgepoint.report.Comparison;
import ridgepoint.report.RunResult;
import ridgepoint.simulation.Version;

/**
 * What came of {@link Variations}.
 *
 * @param names what varied
 * @param values of it, an entry per answer
 */
public record Answers(List<String> names, List<Map<String, String>> values, List<Answer> answers)
    implements Iterable<Answer> {
  public Answers {
    names = List.copyOf(names);
    values = List.copyOf(values);
    answers = List.copyOf(answers);
  }

  @Override
  public Iterator<Answer> iterator() {
    return answers.iterator();
  }

  public Stream<Answer> stream() {
    return answers.stream();
  }

  /** Those with a result. */
  public List<Answer> working() {
    return stream().filter(Answer::works).toList();
  }

  /** The answer on that machine; the first when there are several. */
  public Answer on(String hardware) {
    return stream()
        .filter(answer -> answer.question().hardware().equals(hardware))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no answer on " + hardware));
  }

  /** The answer for those values of what varied, in the order of {@link #names}. */
  public Answer at(Object... wanted) {
    List<String> texts = Arrays.stream(wanted).map(Object::toString).toList();
    for (int i = 0; i < answers.size(); i++) {
      Map<String, String> own = values.get(i);
      if (names.stream().map(own::get).toList().equals(texts)) {
        return answers.get(i);
      }
    }
    throw new IllegalArgumentException("no answer for " + names + " = " + texts);
  }

  /** A number of every answer, empty where there is none: a series of dots. */
  public List<OptionalDouble> numbers(ToDoubleFunction<RunResult> value) {
    return stream().map(answer -> answer.number(value)).toList();
  }

  /** The answer whose number is largest. */
  public Answer most(ToDoubleFunction<RunResult> value) {
    return stream()
        .filter(Answer::works)
        .max(Comparator.comparingDouble(answer -> value.applyAsDouble(answer.run())))
        .orElseThrow();
  }

  /** The answer whose number is smallest. */
  public Answer least(ToDoubleFunction<RunResult> value) {
    return most(run -> -value.applyAsDouble(run));
  }

  /** Machines of the answers that are so, in order, each once. */
  public List<String> machines(Predicate<Answer> so) {
    return stream().filter(so).map(answer -> answer.question().hardware()).distinct().toList();
  }

  /** The same for the tables and charts of {@code compare} and {@code sweep}. */
  public Comparison comparison() {
    List<Comparison.Case> cases = new ArrayList<>();
    Map<String, String> common = null;
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      cases.add(new Comparison.Case(values.get(i), answer.result(), answer.reason()));
      if (answer.works() && common == null) {
        common = new LinkedHashMap<>(answer.run().inputs());
      } else if (answer.works()) {
        common.entrySet().retainAll(answer.run().inputs().entrySet());
      }
    }
    Map<String, String> inputs = common == null ? new LinkedHashMap<>() : common;
    inputs.keySet().removeAll(names);
    return new Comparison(Version.current(), "study", inputs, names, cases);
  }

  @Override
  public String toString() {
    return String.join("\n", stream().map(Answer::toString).toList());
  }
}
