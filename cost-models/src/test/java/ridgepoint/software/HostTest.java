package ridgepoint.software;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HostTest {
  private static final double STEP = 2e-3;
  private static final double SEQUENCE = 1e-4;
  private static final double KERNEL = 1e-5;

  private static Host host(boolean overlapped) {
    return new Host(STEP, SEQUENCE, KERNEL, 16, overlapped, 0);
  }

  @Test
  void whatDoesNotOverlapIsAddedToEveryStep() {
    assertEquals(STEP + 8 * SEQUENCE, host(false).exposedSeconds(1, 100, 8, 8), 1e-15);
  }

  @Test
  void whatOverlapsIsSeenOnlyBeyondTheTimeOfTheDevices() {
    assertEquals(0, host(true).exposedSeconds(1, 100, 8, 8));
    assertEquals(STEP + 8 * SEQUENCE - 1e-3, host(true).exposedSeconds(1e-3, 100, 8, 8), 1e-15);
  }

  @Test
  void kernelsAreLaunchedOneByOneOnlyBeyondTheLargestGraph() {
    double device = 1e-4;
    assertEquals(STEP + SEQUENCE, host(false).exposedSeconds(device, 100, 1, 16), 1e-15);
    assertEquals(
        STEP + SEQUENCE + 100 * KERNEL - device,
        host(false).exposedSeconds(device, 100, 1, 17),
        1e-15);
  }

  @Test
  void theIdealHostIsNeverWaitedFor() {
    assertEquals(0, Host.NONE.exposedSeconds(0, 1e6, 1000, 1L << 20));
  }
}
