package ridgepoint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureOfExpertsTest {
  private static final MixtureOfExperts LAYER =
      new MixtureOfExperts(
          128,
          8,
          1024,
          0,
          Activation.SILU,
          true,
          false,
          MixtureOfExperts.Router.SOFTMAX,
          false,
          false);

  @ParameterizedTest
  @ValueSource(ints = {2, 16, 64})
  void fewerExpertsAreTouchedTheLessAlikePopularTheyAre(int tokens) {
    double before = LAYER.expectedDistinctExperts(tokens, 0);
    for (double skew : new double[] {0.4, 0.8, 1.2}) {
      double now = LAYER.expectedDistinctExperts(tokens, skew);
      assertTrue(now < before && now >= 8, skew + ": " + now);
      before = now;
    }
  }

  @Test
  void aTinySkewIsNone() {
    assertEquals(
        LAYER.expectedDistinctExperts(16, 0), LAYER.expectedDistinctExperts(16, 1e-9), 1e-6);
  }
}
