package ridgepoint.exploration.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ridgepoint.exploration.experiment.Experiment;
import ridgepoint.exploration.experiment.Origins;
import ridgepoint.hardware.library.SystemVariants;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/** Looks at an experiment's base before anything runs. */
record BaseCheck(Experiment experiment, Origins origins, Questions questions) {

  /**
   * The machine whose numbers vary.
   *
   * @param options of the base, and those that vary at their first values
   * @throws InputException when one of them is wrong, with its place
   */
  SystemVariants variants(Map<String, List<String>> options) {
    for (String option : experiment.base().keySet()) {
      if (!questions.options().contains(option)) {
        throw origins.at(
            "base." + option,
            new InputException(
                "'%s' is no option of 'run'%s"
                    .formatted(option, NearMatch.hint(option, questions.options()))));
      }
    }
    try {
      Question question = questions.of(options);
      SystemVariants variants = questions.variants(question.hardware());
      variants.with(question.changes());
      return variants;
    } catch (InputException e) {
      throw spokenOf(options, e);
    }
  }

  /** The error with the place of the option that it names by its name or its value. */
  private InputException spokenOf(Map<String, List<String>> options, InputException error) {
    List<String> parts = new ArrayList<>();
    List<List<String>> words = new ArrayList<>();
    options.forEach(
        (option, values) -> {
          boolean fixed = experiment.base().containsKey(option);
          parts.add((fixed ? "base." : "axes.") + option);
          List<String> names = new ArrayList<>(List.of("--" + option));
          values.forEach(value -> names.add("'" + value + "'"));
          words.add(names);
        });
    InputException placed = origins.amongst(parts, words, error);
    return placed == error ? origins.at("base", error) : placed;
  }
}
