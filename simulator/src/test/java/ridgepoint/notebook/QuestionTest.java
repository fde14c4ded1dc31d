package ridgepoint.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ridgepoint.notebook.Table.left;
import static ridgepoint.notebook.Table.right;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.input.InputException;
import ridgepoint.report.RunResult;

class QuestionTest {
  private static final Question CHAT =
      Question.of("llama-3.1-8b").tokens(128, 8).fidelity(Fidelity.ROOFLINE);

  @Test
  void aQuestionStaysWhatItIsWhenAnotherIsMadeOfIt() {
    Question one = CHAT.on("h100-sxm");
    Question other = one.batch(64).technique("awq").set("memory.hbm.bandwidth=6TB/s");
    assertEquals(1, one.batchSize());
    assertTrue(one.techniques().isEmpty() && one.changes().isEmpty());
    assertEquals(6e12, other.machine().device().mainMemory().readBytesPerSecond());
    assertEquals(64, other.batchSize());
  }

  @Test
  void twiceTheBandwidthHalvesWhatWaitsForIt() {
    // Moving bytes twice as fast takes power of its own; without more of it, the limit would act.
    RunResult plain = CHAT.on("h100-sxm").set("power.limit=1000W").run();
    RunResult faster =
        CHAT.on("h100-sxm").set("power.limit=1000W").set("memory.hbm.bandwidth=6700GB/s").run();
    assertEquals(2, plain.tpotSeconds() / faster.tpotSeconds(), 1e-3);
  }

  @Test
  void answersAreThoseOfTheSimulatorInTheOrderAskedFor() {
    Answers answers =
        CHAT.over("hw", List.of("h100-sxm", "tpu-v5e"), Question::on)
            .over("batch", List.of(1, 2), Question::batch)
            .answers();
    assertEquals(List.of("hw", "batch"), answers.names());
    assertEquals(CHAT.on("h100-sxm").batch(2).run(), answers.answers().get(1).run());
    assertEquals(answers.answers().get(1), answers.at("h100-sxm", 2));
    assertEquals(answers.answers().get(0), answers.on("h100-sxm"));
    assertEquals("h100-sxm", answers.most(RunResult::tokensPerSecond).question().hardware());
  }

  @Test
  void whatDoesNotFitIsAnAnswerWithAReason() {
    Answer answer = CHAT.on("kria-kv260").answer();
    assertFalse(answer.works());
    assertEquals("-", answer.text(run -> "never"));
    assertTrue(answer.reason().startsWith("does not fit"), answer.reason());
    assertThrows(InputException.class, answer::run);
  }

  @Test
  void aMachineThatDoesNotExistIsAnErrorEvenAmongMany() {
    Variations variations = CHAT.over("hw", List.of("h100-sxm", "h100-sxn"), Question::on);
    assertThrows(InputException.class, variations::answers);
    assertThrows(InputException.class, CHAT::run);
  }

  @Test
  void fourBitWeightsNeedAboutAQuarterOfTheBytes() {
    double wide = CHAT.on("h100-sxm").run().memory().weightsBytes();
    double narrow = CHAT.on("h100-sxm").technique("awq").run().memory().weightsBytes();
    assertTrue(narrow > wide / 4 && narrow < wide / 2.5, narrow + " of " + wide);
  }

  @Test
  void aTableIsAlignedAsTextAndAsMarkdown() {
    Table<String> table =
        Table.of(List.of("a|b", "c"), left("name", x -> x), right("length", x -> "" + x.length()));
    assertEquals(
        """
        | name | length |
        | ---- | -----: |
        | a\\|b |      3 |
        | c    |      1 |
        """,
        table.markdown());
    assertTrue(table.toString().contains("a|b        3"), table.toString());
  }

  @Test
  void aSentenceThatNumbersDoNotBearOutIsNoFinding() {
    assertEquals("2 is more", Finding.finding(true, "%s is more", 2).sentence());
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> Finding.finding(false, "%s is more", 1));
    assertTrue(thrown.getMessage().contains("1 is more"));
  }
}
