package ridgepoint.exploration.evaluation;

import java.util.List;
import java.util.Map;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.SystemVariants;

/** Turns options of a run into questions. Implementations are safe for use by many threads. */
public interface Questions {

  /** Names of options, without dashes. */
  List<String> options();

  /**
   * The question that options ask.
   *
   * @param options values by name without dashes
   * @throws ridgepoint.input.InputException when an option or what it names does not exist
   */
  Question of(Map<String, List<String>> options);

  /** A system or device whose numbers vary. */
  SystemVariants variants(String hardware);

  /**
   * Enough devices for a question: several of a single one become a node.
   *
   * @throws ridgepoint.input.InputException when they cannot be joined
   */
  SystemSpec joined(SystemSpec system, int devices);
}
