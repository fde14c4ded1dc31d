package ridgepoint.report.page;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Fills the templates of this package. What is filled in is escaped for HTML. */
final class Templates {
  private Templates() {}

  static String fill(String name, Map<String, Object> values) {
    return Mustache.compiler()
        .withLoader(partial -> new StringReader(text(partial + ".mustache")))
        .compile(text(name + ".mustache"))
        .execute(values);
  }

  /** A resource of this package. */
  static String text(String name) {
    try (InputStream in = Templates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource missing: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** JSON that can stand inside a script element: no character of it can end the element. */
  static String inScript(String json) {
    return json.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
  }

  /** The chart library, unable to end the script element it stands in. */
  static String echarts() {
    return library("echarts.common.min.js");
  }

  /** The whole of it, with parallel coordinates, heat maps and brushes. */
  static String allOfEcharts() {
    return library("echarts.min.js");
  }

  private static String library(String name) {
    return text(name).replace("</script", "<\\/script");
  }
}
