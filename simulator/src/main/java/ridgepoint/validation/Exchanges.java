package ridgepoint.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;

/** What measured software exchanges data with, by label and version. */
final class Exchanges {
  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/validation");
  private static final int MOST_PARTS = 8;

  private final List<Entry> entries;
  private final Software otherwise;

  /**
   * Software that exchanges data.
   *
   * @param libraries whose protocols it chooses from
   * @param calls label of the seconds between calls from the host; empty in a graph
   * @param copies whether a call copies the buffer first
   */
  record Software(List<String> libraries, String calls, boolean copies) {
    Software {
      libraries = List.copyOf(libraries);
    }

    /** The same where no member waits for the host of another one. */
    Software unhurried() {
      return new Software(libraries, "", copies);
    }
  }

  private record Entry(String label, String fromVersion, Software software) {}

  /** Those of {@code exchanges.yaml} beside this class. */
  Exchanges() {
    YamlSection file = YamlSection.of(FILES.read("exchanges.yaml")).only("software", "otherwise");
    entries = file.sections("software").stream().map(Exchanges::entry).toList();
    otherwise = new Software(file.texts("otherwise"), "", false);
  }

  private static Entry entry(YamlSection section) {
    section.only("label", "from_version", "libraries", "calls", "copies");
    return new Entry(
        section.text("label"),
        section.optionalText("from_version").orElse(""),
        new Software(
            section.texts("libraries"),
            section.optionalText("calls").orElse(""),
            section.optionalFlag("copies")));
  }

  /** The software of a label; what has no entry has the best there is. */
  Software of(String label, String version) {
    Optional<Entry> entry =
        entries.stream()
            .filter(each -> each.label.equals(label))
            .filter(each -> isAtLeast(version, each.fromVersion))
            .findFirst();
    return entry.map(Entry::software).orElse(otherwise);
  }

  /** Compares part by part; a part that is no number, as in {@code 1.3.0rc20}, begins with one. */
  private static boolean isAtLeast(String version, String least) {
    List<Integer> own = parts(version);
    List<Integer> wanted = parts(least);
    for (int i = 0; i < MOST_PARTS; i++) {
      int difference = part(own, i) - part(wanted, i);
      if (difference != 0) {
        return difference > 0;
      }
    }
    return true;
  }

  private static int part(List<Integer> parts, int index) {
    return index < parts.size() ? parts.get(index) : 0;
  }

  private static List<Integer> parts(String version) {
    List<Integer> parts = new ArrayList<>();
    for (String part : version.split("\\.", MOST_PARTS)) {
      String digits = part.replaceFirst("^(\\d{0,6}).*$", "$1");
      parts.add(digits.isEmpty() ? 0 : Integer.parseInt(digits));
    }
    return parts;
  }
}
