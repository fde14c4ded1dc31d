package ridgepoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Attention;
import ridgepoint.operator.Role;

class SequenceParametersTest {
  private static final SequenceParameters SEQUENCES =
      new SequenceParameters(50e-9, 1e-10, 3e-10, 32, 512);

  private static Attention step(long batch, int heads, int kvHeads) {
    Format type = Format.of(DataType.BF16);
    return new Attention(
        batch,
        1,
        16,
        heads,
        kvHeads,
        512,
        512,
        0,
        0,
        true,
        false,
        type,
        type,
        Role.KV_CACHE,
        DataType.BF16,
        Attention.Algorithm.FLASH_SPLIT_KV);
  }

  /** 256 sequences, 2 KV heads and 32 workers; 16 heads merged over pairs of sequences. */
  @Test
  void blocksAreOfSequencesAndWorkers() {
    double blocks = 256 * 2 * 32 * (50e-9 + 256 * 1e-10);
    double merges = 256 * 256 * 16 * 3e-10;
    assertEquals(blocks + merges, SEQUENCES.seconds(step(256, 16, 2)), 1e-15);
  }

  @Test
  void keysOfManySequencesAreNotSplit() {
    assertEquals(1024 * (50e-9 + 1024 * 1e-10), SEQUENCES.seconds(step(1024, 8, 1)), 1e-15);
  }
}
