package ridgepoint.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.operator.Graph;
import ridgepoint.operator.Sampling;
import ridgepoint.operator.SpeculativeVerification;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

class SpeculationGraphTest {

  @Test
  void aCheckOfDraftedTokensAcceptsInsteadOfSampling() {
    ModelSpec model = ModelLibrary.load("llama-2-7b");
    Workload workload = Workload.of(4, 100, 50, Precision.uniform(DataType.BF16));
    Graph plain = ModelGraphs.decodeStep(model, workload, 120, 6);
    Graph check = ModelGraphs.verificationStages(model, workload, 120, 5).get(0);
    assertEquals(plain.nodes().size(), check.nodes().size());
    List<Graph.Node> changed =
        check.nodes().stream().filter(node -> !plain.nodes().contains(node)).toList();
    assertEquals(1, changed.size());
    assertTrue(check.nodes().stream().noneMatch(node -> node.operator() instanceof Sampling));
    SpeculativeVerification verification = (SpeculativeVerification) changed.get(0).operator();
    assertEquals(4, verification.sequences());
    assertEquals(5, verification.draftLength());
    assertEquals(32_000, verification.vocabulary());
  }
}
