package ridgepoint.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Operator;

/**
 * What serving software runs around an operator: small kernels that prepare metadata, clear
 * counters, write the cache or convert operands. How many there are stands in {@code stacks.yaml}
 * beside this class, by software and by what is measured.
 */
final class Stacks {
  private static final Format INDEX = Format.of(DataType.INT32);

  private final JsonNode stacks;
  private final JsonNode hosts;

  Stacks() {
    try (InputStream in = Stacks.class.getResourceAsStream("stacks.yaml")) {
      JsonNode file = new YAMLMapper().readTree(in);
      stacks = file.path("stacks");
      hosts = file.path("host_seconds");
    } catch (IOException e) {
      throw new UncheckedIOException("stacks.yaml of this program cannot be read", e);
    }
  }

  /**
   * The kernels with the small ones of a software around them.
   *
   * @param use the family, with {@code /} and a data type or phase after it where that matters;
   *     what has no entry of its own takes the family's
   * @param rows entries that a small kernel handles, such as sequences
   */
  List<Operator> around(List<Operator> kernels, String backend, String use, long rows) {
    int count = count(backend, use);
    List<Operator> all = new ArrayList<>(kernels);
    all.addAll(
        Collections.nCopies(
            count, new Elementwise(Elementwise.Function.COPY, rows, 1, INDEX, INDEX)));
    return all;
  }

  /** Seconds between calls of that software from the host; 0 where none are known. */
  double hostSeconds(String software) {
    return hosts.path(software).asDouble(0);
  }

  int count(String backend, String use) {
    JsonNode stack = stacks.path(backend);
    for (String name = use; !name.isEmpty(); name = shorter(name)) {
      if (stack.has(name)) {
        return stack.get(name).asInt();
      }
    }
    return 0;
  }

  private static String shorter(String use) {
    int slash = use.lastIndexOf('/');
    return slash < 0 ? "" : use.substring(0, slash);
  }
}
