package ridgepoint.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import ridgepoint.input.InputException;

class ParallelismTest {
  @Test
  void expertsAreOnDevicesThatAreCountedAlready() {
    assertEquals(2 * 3 * 5, new Parallelism(2, 3, 10, 5).devices());
  }

  @Test
  void moreDevicesThanCanBeCountedAreRefused() {
    InputException e =
        assertThrows(InputException.class, () -> new Parallelism(65_536, 65_536, 1, 1));
    assertEquals(
        "tensor x pipeline x data parallel: 4294967296 devices are more than 2147483647",
        e.getMessage());
  }
}
