package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.library.SystemLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Collective;

class ExchangesTest {
  private static final Exchanges EXCHANGES = new Exchanges();

  private static Question.Exchange allReduce(String machine, int devices, int perNode) {
    Collective collective =
        new Collective(Collective.Type.ALL_REDUCE, 1e6, devices, 1, Format.of(DataType.FP16));
    return new Question.Exchange(machine, collective, perNode, EXCHANGES.of("nccl", ""));
  }

  @Test
  void aLibraryIsThatOfTheVersion() {
    assertEquals(List.of("nccl", "vllm"), EXCHANGES.of("vLLM_custom_graph", "0.24.0").libraries());
    assertEquals(
        List.of("nccl", "vllm-registered"),
        EXCHANGES.of("vLLM_custom_graph", "0.14.0").libraries());
    assertEquals(
        List.of("nccl", "sglang"),
        EXCHANGES.of("SGLang_CustomAllReduce_graph", "0.5.14rc1").libraries());
    assertEquals(
        List.of("nccl", "vllm-registered"),
        EXCHANGES.of("SGLang_CustomAllReduce_graph", "").libraries());
  }

  @Test
  void softwareThatIsNotNamedHasTheBestThereIs() {
    assertEquals(List.of("nccl", "tensorrt-llm"), EXCHANGES.of("oneccl", "1").libraries());
    assertTrue(EXCHANGES.of("oneccl", "1").calls().isEmpty());
  }

  @Test
  void onlyCallsFromTheHostWaitForIt() {
    assertEquals("torch_nccl", EXCHANGES.of("torch_nccl", "vidur").calls());
    assertEquals("", EXCHANGES.of("torch_nccl", "vidur").unhurried().calls());
    assertTrue(EXCHANGES.of("vLLM_custom_eager", "0.24.0").copies());
  }

  @Test
  void devicesOfSeveralNodesAreAsFarApartAsTheirNodesHaveRoom() {
    SystemSpec cluster = new SystemLibrary().load("dgx-a100-cluster");
    assertEquals(8, allReduce("a100_dgx", 2, 1).placed(cluster).stride());
    assertEquals(2, allReduce("a100_dgx", 8, 4).placed(cluster).stride());
    assertEquals(1, allReduce("a100_dgx", 8, 8).placed(cluster).stride());
  }

  @Test
  void nodesWithoutANetworkBetweenThemAreOutOfScope() {
    SystemSpec node = new SystemLibrary().load("dgx-h100");
    Question.Exchange exchange = allReduce("h100_sxm", 16, 8);
    Family.OutOfScope refused = assertThrows(Family.OutOfScope.class, () -> exchange.placed(node));
    assertEquals("no network between nodes of 8 of 'h100_sxm' is described", refused.getMessage());
  }
}
