package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import ridgepoint.fidelity.CostModels;
import ridgepoint.fidelity.Fidelity;
import ridgepoint.fidelity.OperatingConditions;
import ridgepoint.hardware.library.DeviceLibrary;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Role;
import ridgepoint.software.SoftwareLibrary;

/** Which software's prompts gain from a window. */
class WindowTest {
  private static final Format BF16 = Format.of(DataType.BF16);

  private static double seconds(String stack, long window) {
    return CostModels.of(
            Fidelity.PIPELINE,
            new DeviceLibrary().load("rtx-pro-6000"),
            OperatingConditions.of(new SoftwareLibrary().load(stack)))
        .estimate(prompt(window))
        .latencySeconds();
  }

  private static Attention prompt(long window) {
    return new Attention(
        4,
        8192,
        8192,
        8,
        1,
        64,
        64,
        window,
        0,
        true,
        false,
        BF16,
        BF16,
        Role.KV_CACHE,
        DataType.BF16,
        Attention.Algorithm.FLASH);
  }

  @Test
  void sglangsPromptsOnRtxPro6000SkipNoKeys() {
    assertEquals(seconds("sglang", 0), seconds("sglang", 128));
  }

  @Test
  void tensorrtLlmsPromptsSkipKeysOutsideOfTheirWindow() {
    assertTrue(seconds("tensorrt-llm", 128) < seconds("tensorrt-llm", 0) / 4);
  }
}
