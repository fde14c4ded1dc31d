package ridgepoint.cli.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/**
 * Many cases of one command in a CSV file: the header names options, without their dashes, and
 * every line gives their values. An empty field leaves an option at its default.
 *
 * @param lines cases in order
 */
public record BatchFile(List<Line> lines) {
  /** A million cases fit; more is not a list of cases. */
  private static final int LARGEST_BYTES = 64 << 20;

  /** Options that belong to the whole batch. */
  private static final List<String> NOT_PER_LINE =
      List.of(
          "--batch",
          "--format",
          "--output",
          "-o",
          "--report",
          "--threads",
          "--quiet",
          "--no-color",
          "--help",
          "-h");

  /** Whether an option says something about the batch and not about its cases. */
  public static boolean isOfWholeBatch(String option) {
    return NOT_PER_LINE.contains(option);
  }

  /**
   * One case.
   *
   * @param number of its line in the file, from 1
   * @param arguments as a command line would have them
   */
  record Line(long number, List<String> arguments) {}

  /**
   * Reads a file.
   *
   * @param options names the command knows, with dashes
   * @throws InputException when it cannot be read, a column is no option or a line has too few or
   *     too many fields
   */
  static BatchFile read(Path file, Collection<String> options) {
    String text = text(file);
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(text)) {
      List<String> names = null;
      List<Line> lines = new ArrayList<>();
      for (CsvRecord record : reader) {
        if (names == null) {
          names = header(file, record, options);
        } else {
          lines.add(line(file, names, record));
        }
      }
      if (lines.isEmpty()) {
        throw new InputException(
            file + ": a header of option names and at least one line is needed");
      }
      return new BatchFile(lines);
    } catch (CsvParseException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new InputException("--batch " + file + ": it is not CSV: " + reason, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(LARGEST_BYTES + 1);
      if (bytes.length > LARGEST_BYTES) {
        throw new InputException(
            "--batch "
                + file
                + ": it is larger than "
                + (LARGEST_BYTES >> 20)
                + " MiB; split it into several");
      }
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw new InputException("--batch " + file + ": it is not CSV: it holds zero bytes");
      }
      return text;
    } catch (NoSuchFileException e) {
      throw new InputException("--batch " + file + ": there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new InputException("--batch " + file + ": it is not UTF-8 text", e);
    } catch (IOException e) {
      throw new InputException("--batch " + file + ": it cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> header(Path file, CsvRecord record, Collection<String> options) {
    List<String> allowed = new ArrayList<>(options);
    allowed.removeAll(NOT_PER_LINE);
    List<String> names = new ArrayList<>();
    for (String field : record.getFields()) {
      String column = field.strip().replace("\uFEFF", "");
      String name = column.startsWith("-") ? column : "--" + column.replace('_', '-');
      if (!allowed.contains(name)) {
        throw new InputException(
            "%s:1: no option '%s'%s; columns are options without their dashes"
                .formatted(file, column, NearMatch.hint(name, allowed)));
      }
      if (names.contains(name)) {
        throw new InputException("%s:1: column '%s' is there twice".formatted(file, column));
      }
      names.add(name);
    }
    return names;
  }

  private static Line line(Path file, List<String> names, CsvRecord record) {
    if (record.getFieldCount() != names.size()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s:%d: %d fields under %d columns",
              file,
              record.getStartingLineNumber(),
              record.getFieldCount(),
              names.size()));
    }
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String value = record.getField(i).strip();
      if (!value.isEmpty()) {
        arguments.add(names.get(i) + "=" + value);
      }
    }
    return new Line(record.getStartingLineNumber(), arguments);
  }
}
