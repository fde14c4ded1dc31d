package ridgepoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher sets the root locale; who calls the program as a library need not. */
class LocaleTest {

  /** Other digits and decimal marks, and an i whose capital has a dot. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --hw h100-sxm --model llama-3.1-8b --isl 64 --osl 8",
        "run --hw h100-sxm --model llama-3.1-70b --technique flexgen --isl 64 --osl 4 --format json",
        "run --hw tpu-v4 --model mixtral-8x7b --tp 7",
        "op gemm --hw alveo-u280 --m 64 --n 64 --k 64 --dtype int8",
        "op attention --hw xeon-8480plus --seq-len 64 --heads 8 --head-dim 64 --format csv",
        "compare --hw h100-sxm,a100-sxm-80gb --model llama-2-7b --isl 16 --osl 2",
        "devices dgx-h100",
        "models mixtral-8x7b",
        "techniques",
        "run --hw h100-sxm --model llama-3.1-8b --input-len 0",
        "op gemm --hw h100-sxm --m 99999999999999999 --n 1 --k 1",
      })
  void textIsTheSameInEveryLocale(String line) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      CommandRun expected = CommandRun.line(line);
      for (String tag : new String[] {"ar-EG-u-nu-arab", "de-DE", "tr-TR"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(expected, CommandRun.line(line), tag);
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
