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
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.serving.DisaggregatedServer.Pool;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

class DisaggregatedServerTest {
  private static final long INPUT = 512;
  private static final long OUTPUT = 64;
  private static final double PLENTY = Double.POSITIVE_INFINITY;
  private static final Handover AT_ONCE = new Handover(0, 0);
  private static final SoftwareStack IDEAL = ofFewPromptsAStep(new SoftwareLibrary().load("ideal"));
  private static final SystemSpec SYSTEM = new SystemLibrary().load("h100-sxm");
  private static final ModelSpec MODEL = ModelLibrary.load("llama-3.1-8b");
  private static final Precision BF16 = Precision.uniform(DataType.BF16);
  private static final Replica REPLICA =
      new Replica(
          new StepTimes(
              MODEL,
              Workload.of(1, 1, 1, BF16),
              IDEAL,
              CostModels.of(Fidelity.ROOFLINE, SYSTEM, OperatingConditions.of(IDEAL))),
          IDEAL);

  private static SoftwareStack ofFewPromptsAStep(SoftwareStack stack) {
    return stack.withBatching(stack.batching().withTokensPerStep(2 * INPUT));
  }

  private static Server.Latency serve(
      long clients, int prefill, int decode, Handover handover, double tokens) {
    return DisaggregatedServer.serve(
        new Pool(prefill, REPLICA),
        new Pool(decode, REPLICA),
        handover,
        new Load(clients, tokens, INPUT, OUTPUT, 1, 3));
  }

  @Test
  void aSingleClientWaitsForItsPromptAndItsWayAlone() {
    double prompt = REPLICA.seconds(new Step(0, 1, List.of(new Step.Prompts(1, INPUT, 0, true))));
    Handover slow = new Handover(1e-5, 1e-3);
    assertEquals(prompt, serve(1, 1, 1, AT_ONCE, PLENTY).ttftSeconds(), 1e-12);
    assertEquals(prompt + 1e-3 + INPUT * 1e-5, serve(1, 1, 1, slow, PLENTY).ttftSeconds(), 1e-12);
  }

  @Test
  void aSingleClientGetsTokensAsFromAServerOfItsOwn() {
    Server.Latency alone =
        Server.serve(REPLICA.times(), IDEAL, new Load(1, PLENTY, INPUT, OUTPUT, 1, 3));
    Server.Latency apart = serve(1, 1, 1, AT_ONCE, PLENTY);
    assertEquals(alone.tpotSeconds(), apart.tpotSeconds(), 1e-3 * alone.tpotSeconds());
  }

  @Test
  void moreReadersShortenTheFirstTokenAndMoreDecodersTheLaterOnes() {
    Server.Latency one = serve(64, 1, 1, AT_ONCE, PLENTY);
    assertTrue(serve(64, 4, 1, AT_ONCE, PLENTY).ttftSeconds() < one.ttftSeconds());
    assertTrue(serve(64, 1, 4, AT_ONCE, PLENTY).tpotSeconds() < one.tpotSeconds());
  }

  @Test
  void withoutRoomPromptsWaitForAnswersOfOthers() {
    Server.Latency room = serve(16, 4, 1, AT_ONCE, PLENTY);
    Server.Latency tight = serve(16, 4, 1, AT_ONCE, 4.0 * (INPUT + OUTPUT));
    assertTrue(tight.ttftSeconds() > 2 * room.ttftSeconds(), tight + " " + room);
    assertTrue(tight.tpotSeconds() <= room.tpotSeconds());
  }

  @Test
  void keysAndValuesGoOverTheNetworkThatConnectsAllWorkersOrElseThroughHosts() {
    SystemSpec node = new SystemLibrary().load("dgx-h100");
    Handover within = Handover.between(node, MODEL, BF16, 8);
    Handover beyond = Handover.between(node, MODEL, BF16, 16);
    double bytes = 2.0 * MODEL.cachedElementsPerToken();
    assertTrue(within.secondsPerToken() < beyond.secondsPerToken());
    assertTrue(within.secondsPerToken() > bytes / 450e9);
    assertTrue(beyond.secondsPerToken() > bytes / 63e9);
  }
}
