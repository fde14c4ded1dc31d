package ridgepoint.notebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * One question in many variants: every combination of the values given.
 *
 * @param names what varies, the first varying slowest
 * @param variants in order
 */
public record Variations(List<String> names, List<Variant> variants) {
  public Variations {
    names = List.copyOf(names);
    variants = List.copyOf(variants);
  }

  /**
   * One of them.
   *
   * @param values of what varies, by name, as text
   */
  public record Variant(Map<String, String> values, Question question) {
    public Variant {
      values = new LinkedHashMap<>(values);
    }
  }

  /** The question as it is. */
  public static Variations of(Question question) {
    return new Variations(List.of(), List.of(new Variant(Map.of(), question)));
  }

  /** Each of these variants for each of the values. */
  public <T> Variations over(String name, List<T> values, BiFunction<Question, T, Question> with) {
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    List<Variant> all = new ArrayList<>();
    for (Variant variant : variants) {
      for (T value : values) {
        Map<String, String> named = new LinkedHashMap<>(variant.values());
        named.put(name, value.toString());
        all.add(new Variant(named, with.apply(variant.question(), value)));
      }
    }
    return new Variations(longer, all);
  }

  /** Asks all of them, on all cores; answers are in the order of the variants. */
  public Answers answers() {
    return new Answers(
        names,
        variants.stream().map(Variant::values).toList(),
        variants.parallelStream().map(variant -> variant.question().answer()).toList());
  }
}
