package ridgepoint.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlReaderTest {
  @TempDir Path folder;

  @Test
  void keysKeepTheirOrderAndTheirLines() {
    YamlNode.Mapping root = YamlReader.readText("a.yaml", "b: 1\na: {c: 2}\n");
    assertEquals(List.of("b", "a"), List.copyOf(root.values().keySet()));
    assertEquals(2, root.keyPlaces().get("a").line());
  }

  @Test
  void duplicateKeysAreRefusedWithBothLines() {
    refused("a: 1\nb: 2\na: 3\n", "a.yaml:3: duplicate key 'a', first in line 1");
  }

  @Test
  void aliasesAreRefused() {
    refused("a: &x [1]\nb: *x\n", "a.yaml:1: anchors and aliases");
  }

  @Test
  void tagsAreRefused() {
    refused("a: !!javax.script.ScriptEngineManager [x]\n", "a.yaml:1: the tag");
  }

  @Test
  void deepNestingIsRefused() {
    refused("a: " + "[".repeat(100_000), "nested deeper than");
  }

  @Test
  void secondDocumentsAreRefused() {
    refused("a: 1\n---\nb: 2\n", "a.yaml:2: a second document");
  }

  @Test
  void brokenYamlNamesItsLine() {
    refused("a: 1\nb: {c: 2\nd: 3\n", "a.yaml:");
  }

  @Test
  void listsAndEmptyFilesAreRefused() {
    refused("- 1\n", "keys are wanted, found a list");
    refused("", "is empty");
  }

  @Test
  void filesOfZerosAndOfOtherEncodingsAreRefused() {
    byte[] zeros = new byte[4096];
    assertThrows(
        InputException.class,
        () -> YamlReader.readStream("zeros", new ByteArrayInputStream(zeros)));
    byte[] latin = {(byte) 'a', (byte) ':', (byte) ' ', (byte) 0xe4};
    InputException error =
        assertThrows(
            InputException.class,
            () -> YamlReader.readStream("latin", new ByteArrayInputStream(latin)));
    assertTrue(error.getMessage().contains("UTF-8"), error.getMessage());
  }

  @Test
  void hugeFilesAreRefusedWithoutBeingRead() throws IOException {
    long[] read = {0};
    java.io.InputStream endless =
        new java.io.InputStream() {
          @Override
          public int read() {
            read[0]++;
            return ' ';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            read[0] += length;
            java.util.Arrays.fill(into, from, from + length, (byte) ' ');
            return length;
          }
        };
    InputException error =
        assertThrows(InputException.class, () -> YamlReader.readStream("endless", endless));
    assertTrue(error.getMessage().contains("1 MiB"), error.getMessage());
    assertTrue(read[0] < 2 << 20);
    endless.close();
  }

  @Test
  void missingFilesAndFoldersAreRefused() {
    assertThrows(InputException.class, () -> YamlReader.readFile(folder));
    assertThrows(InputException.class, () -> YamlReader.readFile(folder.resolve("none.yaml")));
  }

  private static void refused(String text, String expected) {
    InputException error =
        assertThrows(InputException.class, () -> YamlReader.readText("a.yaml", text));
    assertTrue(error.getMessage().contains(expected), error.getMessage());
    assertFalse(error.getMessage().contains("\n"), error.getMessage());
  }
}
