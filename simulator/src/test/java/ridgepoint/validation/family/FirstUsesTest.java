package ridgepoint.validation.family;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FirstUsesTest {
  private final FirstUses uses = new FirstUses();

  /** 2,048 tokens have a configuration of their own, 4,096 take that of 2,048. */
  @Test
  void aConfigurationIsCompiledAtTheFewestTokensThatTakeIt() {
    assertTrue(uses.at("h200_sxm", "fp8", 8, 4096, 2048));
    assertFalse(uses.at("h200_sxm", "fp8", 8, 4096, 4096));
  }

  @Test
  void nothingIsKnownOfOtherDevicesAndWidths() {
    assertFalse(uses.at("gb200", "fp8", 8, 4096, 2048));
    assertFalse(uses.at("h200_sxm", "fp8", 8, 4095, 2048));
  }
}
