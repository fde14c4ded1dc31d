package ridgepoint.hardware.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.input.InputException;
import ridgepoint.quantity.Dimension;

class SystemVariantsTest {
  private final SystemLibrary library = new SystemLibrary();

  private static List<WhatIf> changes(String texts) {
    List<WhatIf> changes = new ArrayList<>();
    for (String text : texts.split(" ")) {
      changes.add(WhatIf.parse(text));
    }
    return changes;
  }

  @ParameterizedTest
  @CsvSource({
    "a100-sxm-80gb, compute.units=54",
    "a100-sxm-80gb, memory.hbm.bandwidth=4TB/s memory.l2.capacity=80MiB",
    "a100-sxm-80gb, compute.clock=1GHz power.limit=300W gpu.max_warps=32 control.launch=2us",
    "a100-sxm-80gb, links.nvlink.bandwidth=600GB/s silicon.price=9000USD",
    "xeon-8480plus, memory.ddr.bandwidth=500GB/s",
    "tpu-v4, memory.hbm.capacity=64GB npu.rows=64",
    "dgx-a100, memory.hbm.bandwidth=4TB/s count=4",
    "dgx-a100, network.nvlink.bandwidth=100GB/s host.memory=1TB",
  })
  void aVariantIsWhatTheLibraryReads(String id, String texts) {
    List<WhatIf> changes = changes(texts);
    SystemVariants variants = library.variants(id);
    SystemSpec expected;
    try {
      expected = library.load(id, changes);
    } catch (InputException e) {
      assertEquals(
          e.getMessage(),
          assertThrows(InputException.class, () -> variants.with(changes)).getMessage());
      return;
    }
    assertEquals(expected, variants.with(changes));
    assertEquals(expected, variants.with(changes), "again, from what is kept");
    assertEquals(library.load(id), variants.with(List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "memory.hbm.bandwith=4TB/s",
    "memory.hbn.bandwidth=4TB/s",
    "memory.hbm.bandwidth=4GB",
    "memory.hbm.bandwidth=0TB/s",
    "power.limit=10W",
    "name=x",
    "nothing.of.it=1",
    "gpu.max_warps.x=1",
  })
  void whatIsRefusedIsRefusedInTheSameWords(String text) {
    List<WhatIf> changes = changes(text);
    InputException slow =
        assertThrows(InputException.class, () -> library.load("a100-sxm-80gb", changes));
    SystemVariants variants = library.variants("a100-sxm-80gb");
    InputException quick = assertThrows(InputException.class, () -> variants.with(changes));
    assertEquals(slow.getMessage(), quick.getMessage());
  }

  @Test
  void valuesAreKnownWithWhatTheyMeasure() {
    SystemVariants variants = library.variants("a100-sxm-80gb");
    assertEquals(Optional.of("2039 GB/s"), variants.text("memory.hbm.bandwidth"));
    assertEquals(
        Optional.of(Dimension.BYTES_PER_SECOND), variants.dimension("memory.hbm.bandwidth"));
    assertEquals(Optional.empty(), variants.dimension("memory.hbm.colour"));
    assertEquals(true, variants.paths().contains("compute.matrix.peak.bf16"));
  }
}
