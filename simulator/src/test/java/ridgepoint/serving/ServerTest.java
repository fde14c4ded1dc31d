package ridgepoint.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Speculation;
import ridgepoint.workload.Workload;

class ServerTest {
  private static final SoftwareLibrary SOFTWARE = new SoftwareLibrary();
  private static final long INPUT = 512;
  private static final long OUTPUT = 64;
  private static final double PLENTY = Double.POSITIVE_INFINITY;

  private static StepTimes times(SoftwareStack stack) {
    SystemSpec system = new SystemLibrary().load("h100-sxm");
    return new StepTimes(
        ModelLibrary.load("llama-3.1-8b"),
        Workload.of(1, 1, 1, Precision.uniform(DataType.BF16)),
        stack,
        CostModels.of(Fidelity.ROOFLINE, system, OperatingConditions.of(stack)));
  }

  private static Server.Latency serve(String stack, long clients, double tokens) {
    SoftwareStack software = SOFTWARE.load(stack);
    return Server.serve(times(software), software, new Load(clients, tokens, INPUT, OUTPUT, 1, 3));
  }

  @Test
  void aSingleClientWaitsForItsOwnStepsAlone() {
    SoftwareStack ideal = SOFTWARE.load("ideal");
    StepTimes times = times(ideal);
    Server.Latency latency = serve("ideal", 1, PLENTY);
    double prompt =
        times.deviceSeconds(new Step(0, 1, List.of(new Step.Prompts(1, INPUT, 0, true))));
    double first = times.deviceSeconds(new Step(1, INPUT + 1.0, List.of()));
    double last = times.deviceSeconds(new Step(1, INPUT + (double) OUTPUT, List.of()));
    assertEquals(prompt, latency.ttftSeconds(), 1e-12);
    assertTrue(latency.tpotSeconds() >= first * (1 - 1e-9), first + " " + latency);
    assertTrue(latency.tpotSeconds() <= last * (1 + 1e-9), last + " " + latency);
  }

  @Test
  void moreClientsWaitLongerForEachToken() {
    double before = 0;
    for (long clients : new long[] {1, 4, 16, 64}) {
      double now = serve("vllm", clients, PLENTY).tpotSeconds();
      assertTrue(now > before, clients + " clients");
      before = now;
    }
  }

  @Test
  void withoutRoomForAllClientsSomeWaitForAnswersOfOthers() {
    Server.Latency room = serve("vllm", 16, PLENTY);
    Server.Latency crowded = serve("vllm", 16, 8.0 * (INPUT + OUTPUT));
    assertTrue(crowded.ttftSeconds() > OUTPUT * room.tpotSeconds() / 4, crowded.toString());
    assertTrue(crowded.tpotSeconds() < room.tpotSeconds());
  }

  @Test
  void answersThatOutgrowTheirRoomAreBrokenOffAndMadeAgain() {
    Server.Latency room = serve("vllm", 16, PLENTY);
    Server.Latency tight = serve("vllm", 16, 16.0 * INPUT + 16.0 * OUTPUT / 2);
    assertTrue(tight.tpotSeconds() > room.tpotSeconds(), tight + " " + room);
  }

  @Test
  void promptsThatWereSentBeforeAreNotComputedAgain() {
    SoftwareStack software = SOFTWARE.load("ideal");
    StepTimes times = times(software);
    Load fresh = new Load(16, PLENTY, INPUT, OUTPUT, 1, 3);
    Load again = new Load(16, PLENTY, INPUT, OUTPUT, 1, 3, true);
    Server.Latency computed = Server.serve(times, software, fresh);
    Server.Latency kept = Server.serve(times, software, again);
    assertTrue(kept.ttftSeconds() < computed.ttftSeconds() / 2, kept + " " + computed);
    assertTrue(kept.tpotSeconds() <= computed.tpotSeconds() * (1 + 1e-9), kept + " " + computed);
  }

  @Test
  void promptsThatGoFirstDelayNoOtherPromptButEveryToken() {
    SoftwareStack first = SOFTWARE.load("sglang");
    SoftwareStack mixed = first.withBatching(first.batching().mixed());
    Load load = new Load(16, PLENTY, INPUT, OUTPUT, 1, 3);
    StepTimes times = times(first);
    Server.Latency alone = Server.serve(times, first, load);
    Server.Latency together = Server.serve(times, mixed, load);
    assertTrue(alone.ttftSeconds() <= together.ttftSeconds() * 1.05);
  }

  private static Server.Latency drafting(int length, double acceptance) {
    SoftwareStack ideal = SOFTWARE.load("ideal");
    SystemSpec system = new SystemLibrary().load("h100-sxm");
    Workload workload =
        Workload.of(1, 1, 1, Precision.uniform(DataType.BF16))
            .withSpeculation(new Speculation(Speculation.OWN_HEAD, length, acceptance));
    StepTimes times =
        new StepTimes(
            ModelLibrary.load("llama-3.1-8b"),
            workload,
            ideal,
            CostModels.of(Fidelity.ROOFLINE, system, OperatingConditions.of(ideal)));
    return Server.serve(times, ideal, new Load(2, PLENTY, INPUT, OUTPUT, 1, 3));
  }

  @Test
  void draftsByAModelsOwnHeadBuyTokensThatAreAcceptedAndCostStepsThatAreLonger() {
    double alone = serve("ideal", 2, PLENTY).tpotSeconds();
    double refused = drafting(3, 0).tpotSeconds();
    double accepted = drafting(3, 0.8).tpotSeconds();
    assertTrue(refused > alone && refused < 2 * alone, refused + " " + alone);
    assertEquals(refused / new Speculation("mtp", 3, 0.8).expectedTokensPerStep(), accepted, 1e-4);
  }

  @Test
  void promptsWaitForAsManyStepsAsTheSchedulerMakesThem() {
    SoftwareStack usual = SOFTWARE.load("ideal");
    SoftwareStack rare = usual.withBatching(usual.batching().withWaitSteps(20));
    Load load = new Load(4, PLENTY, INPUT, OUTPUT, 0.5, 5);
    StepTimes times = times(usual);
    Server.Latency soon = Server.serve(times, usual, load);
    Server.Latency late = Server.serve(times, rare, load);
    double waited = late.ttftSeconds() - soon.ttftSeconds();
    assertTrue(waited > 5 * soon.tpotSeconds() && waited < 21 * soon.tpotSeconds(), waited + "");
  }

  @Test
  void lengthsFillTheirRangeEvenly() {
    Lengths lengths = new Lengths(0.8);
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      long length = lengths.of(1000);
      assertTrue(length >= 800 && length <= 1000, Long.toString(length));
      sum += length;
    }
    assertEquals(900, sum / 1000, 1);
  }
}
