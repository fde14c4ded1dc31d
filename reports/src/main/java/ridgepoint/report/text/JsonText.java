package ridgepoint.report.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import ridgepoint.report.Quantity;

/** Writes JSON in the order it is told, numbers as {@link Quantity#exact}. */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator generator;

  private JsonText(JsonGenerator generator) {
    this.generator = generator;
  }

  /** What goes into an object or an array. */
  @FunctionalInterface
  public interface Body {
    void write(JsonText json);
  }

  /** Writes one of a list. */
  @FunctionalInterface
  public interface Item<T> {
    void write(JsonText json, T item);
  }

  private interface Step {
    void run() throws IOException;
  }

  /** An object over many lines, with a line break at its end. */
  public static String pretty(Body body) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer = printer.withObjectIndenter(new DefaultIndenter("  ", "\n"));
    printer = printer.withArrayIndenter(new DefaultIndenter("  ", "\n"));
    return text(printer, body) + "\n";
  }

  /** An object on one line, without a line break. */
  public static String line(Body body) {
    return text(null, body);
  }

  private static String text(DefaultPrettyPrinter printer, Body body) {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      if (printer != null) {
        generator.setPrettyPrinter(printer);
      }
      generator.writeStartObject();
      body.write(new JsonText(generator));
      generator.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString();
  }

  public JsonText put(String name, String value) {
    return step(() -> generator.writeStringField(name, value));
  }

  public JsonText put(String name, boolean value) {
    return step(() -> generator.writeBooleanField(name, value));
  }

  /** Not a number and infinities become {@code null}: JSON has neither. */
  public JsonText put(String name, double value) {
    return step(
        () -> {
          generator.writeFieldName(name);
          number(value);
        });
  }

  public JsonText object(String name, Body body) {
    return step(
        () -> {
          generator.writeObjectFieldStart(name);
          body.write(this);
          generator.writeEndObject();
        });
  }

  /** An array of objects. */
  public <T> JsonText objects(String name, Collection<T> items, Item<T> item) {
    return step(
        () -> {
          generator.writeArrayFieldStart(name);
          for (T each : items) {
            generator.writeStartObject();
            item.write(this, each);
            generator.writeEndObject();
          }
          generator.writeEndArray();
        });
  }

  public JsonText strings(String name, Collection<String> items) {
    return step(
        () -> {
          generator.writeArrayFieldStart(name);
          for (String each : items) {
            generator.writeString(each);
          }
          generator.writeEndArray();
        });
  }

  /** An array of arrays of numbers. */
  public JsonText rows(String name, Collection<List<Double>> rows) {
    return step(
        () -> {
          generator.writeArrayFieldStart(name);
          for (List<Double> row : rows) {
            generator.writeStartArray();
            for (double each : row) {
              number(each);
            }
            generator.writeEndArray();
          }
          generator.writeEndArray();
        });
  }

  public JsonText numbers(String name, Map<String, Double> values) {
    return object(name, json -> values.forEach(json::put));
  }

  public JsonText texts(String name, Map<String, String> values) {
    return object(name, json -> values.forEach(json::put));
  }

  private void number(double value) throws IOException {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      generator.writeNull();
    } else {
      generator.writeNumber(Quantity.exact(value));
    }
  }

  private JsonText step(Step step) {
    try {
      step.run();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return this;
  }
}
