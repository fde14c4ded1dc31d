package ridgepoint.cli.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ridgepoint.exploration.Exploration;
import ridgepoint.exploration.engine.Engine;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.evaluation.Evaluator;
import ridgepoint.exploration.experiment.DescribedExperiment;
import ridgepoint.exploration.experiment.ExperimentReader;
import ridgepoint.exploration.experiment.Origins;
import ridgepoint.exploration.result.ResultFile;
import ridgepoint.exploration.space.Plan;
import ridgepoint.input.InputException;

/** Searches whose next points depend on results, cut off and resumed. */
class ResumedSearchTest {
  private static final String EXPERIMENT =
      """
      schema: ridgepoint.experiment/1
      base: {hw: a100-sxm-80gb, model: llama-3.2-1b, output-len: 2, fidelity: roofline}
      axes:
        memory.hbm.bandwidth: {from: 1 TB/s, to: 8 TB/s, points: 12}
        memory.hbm.capacity: [2 GB, 80 GB]
        batch-size: [1, 4, 16, 64]
        weight-dtype: [bf16, int4, fp64]
      constraints: [area <= 826 mm2, tpot <= 5 ms]
      objectives: [{minimize: tpot}, {minimize: cost}]
      search: %s
      """;

  @TempDir Path folder;

  /** Evaluates here and now, and stops for good after so many points. */
  private static final class Interrupted implements Engine {
    private final Evaluator evaluator;
    private final int most;
    private int evaluated;

    Interrupted(Evaluator evaluator, int most) {
      this.evaluator = evaluator;
      this.most = most;
    }

    @Override
    public void evaluate(Plan plan, long from, long to, int batch, Consumer<Batch> inOrder) {
      for (long first = from; first < to; first += batch) {
        if (evaluated >= most) {
          throw new IllegalStateException("killed");
        }
        List<String[]> points = plan.points(first, Math.min(to, first + batch));
        evaluated += points.size();
        inOrder.accept(evaluator.evaluate(first, points));
      }
    }

    @Override
    public void close() {}
  }

  private static ExploreSearch search(String how) {
    return ExploreSearch.of(
        new DescribedExperiment(
            ExperimentReader.read("resumed", EXPERIMENT.formatted(how)), Origins.NONE),
        Explorations.questions());
  }

  /** How many points were evaluated, and the tables in the end. */
  private record Outcome(int evaluated, List<List<Object>> tables) {}

  private Outcome explore(String how, String file, int most) {
    ExploreSearch search = search(how);
    Evaluator evaluator = search.evaluator();
    Interrupted engine = new Interrupted(evaluator, most);
    try (ResultFile stored =
        ResultFile.resume(
            folder.resolve(file), evaluator.experiment(), evaluator.layout(), "test")) {
      Exploration exploration = new Exploration(evaluator, engine, stored, 7, done -> {});
      if (most < Integer.MAX_VALUE) {
        assertThrows(IllegalStateException.class, () -> search.run(exploration, stored));
        stored.commit();
      } else {
        search.run(exploration, stored);
        exploration.finish();
      }
      List<List<Object>> tables = new ArrayList<>();
      stored.stored().query("SELECT * FROM points ORDER BY id", names -> {}, tables::add);
      if (most == Integer.MAX_VALUE) {
        stored.stored().query("SELECT * FROM frontier", names -> {}, tables::add);
      }
      return new Outcome(engine.evaluated, tables);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{method: nsga2, evaluations: 200, population: 20, seed: 3}",
        "{method: nsga3, evaluations: 200, seed: 3}",
        "{method: successive, fidelities: [roofline, pipeline]}",
      })
  void whatIsStoredIsNotEvaluatedAgainAndTheTablesAreThoseOfAnUnbrokenRun(String how) {
    Outcome whole = explore(how, "whole.duckdb", Integer.MAX_VALUE);
    Outcome cut = explore(how, "cut.duckdb", 90);
    assertTrue(cut.evaluated() < whole.evaluated(), "it was cut off before the end");
    assertEquals(cut.evaluated(), cut.tables().size(), "all of it is stored");
    Outcome resumed = explore(how, "cut.duckdb", Integer.MAX_VALUE);
    assertEquals(whole.evaluated() - cut.evaluated(), resumed.evaluated());
    assertEquals(whole.tables(), resumed.tables());
    assertEquals(0, explore(how, "cut.duckdb", Integer.MAX_VALUE).evaluated(), "all is there");
  }

  @Test
  void pointsOfAnotherSearchAreNotTakenForItsOwn() {
    Evaluator evaluator = search("{method: grid}").evaluator();
    Batch batch =
        evaluator.evaluate(0, List.<String[]>of(new String[] {"1TB/s", "80 GB", "4", "bf16"}));
    List<String[]> others = List.<String[]>of(new String[] {"1TB/s", "80 GB", "16", "bf16"});
    InputException refused =
        assertThrows(InputException.class, () -> evaluator.known(0, others, batch.rows()));
    assertTrue(refused.getMessage().contains("stored with other values"), refused.getMessage());
  }
}
