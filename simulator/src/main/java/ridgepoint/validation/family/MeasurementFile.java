package ridgepoint.validation.family;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;

/** Reads a CSV file of measurements, whose first line names its columns. */
public final class MeasurementFile {
  private MeasurementFile() {}

  /**
   * All lines.
   *
   * @param required columns that have to be there; others may be
   * @throws InputException naming file and line when it cannot be read, a column is missing or a
   *     line has too few or too many fields
   */
  public static List<Row> read(Path file, List<String> required) {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(text(file))) {
      Map<String, Integer> columns = null;
      List<Row> rows = new ArrayList<>();
      for (CsvRecord line : reader) {
        if (columns == null) {
          columns = columns(file, line, required);
        } else {
          rows.add(row(file, columns, line));
        }
      }
      if (columns == null) {
        throw new InputException(file + ":1: it is empty; its first line has to name columns");
      }
      return rows;
    } catch (CsvParseException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new InputException(file + ": it is not CSV: " + reason, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new InputException(file + ": it is not UTF-8 text", e);
    } catch (IOException e) {
      throw new InputException(file + ": it cannot be read: " + e.getMessage(), e);
    }
  }

  private static Map<String, Integer> columns(Path file, CsvRecord header, List<String> required) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (String field : header.getFields()) {
      String name = field.replace("\uFEFF", "").strip();
      if (columns.put(name, columns.size()) != null) {
        throw new InputException("%s:1: column '%s' is there twice".formatted(file, name));
      }
    }
    for (String name : required) {
      if (!columns.containsKey(name)) {
        throw new InputException(
            "%s:1: column '%s' is missing%s; needed are %s"
                .formatted(
                    file,
                    name,
                    NearMatch.hint(name, List.copyOf(columns.keySet())),
                    String.join(", ", required)));
      }
    }
    return columns;
  }

  private static Row row(Path file, Map<String, Integer> columns, CsvRecord line) {
    if (line.getFieldCount() != columns.size()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "%s:%d: %d fields under %d columns",
              file,
              line.getStartingLineNumber(),
              line.getFieldCount(),
              columns.size()));
    }
    return new Row(file, line.getStartingLineNumber(), columns, line.getFields());
  }
}
