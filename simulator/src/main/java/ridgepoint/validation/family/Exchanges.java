package ridgepoint.validation.family;

import java.util.List;
import java.util.Optional;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;
import ridgepoint.software.Version;

/** What measured software exchanges data with, by label and version. */
public final class Exchanges {
  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/validation/family");

  private final List<Entry> entries;
  private final Software otherwise;

  /**
   * Software that exchanges data.
   *
   * @param libraries whose protocols it chooses from
   * @param calls label of the seconds between calls from the host; empty in a graph
   * @param copies whether a call copies the buffer first
   */
  public record Software(List<String> libraries, String calls, boolean copies) {
    public Software {
      libraries = List.copyOf(libraries);
    }

    /** The same where no member waits for the host of another one. */
    Software unhurried() {
      return new Software(libraries, "", copies);
    }
  }

  private record Entry(String label, Version from, Software software) {}

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
        new Version(section.optionalText("from_version").orElse("")),
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
            .filter(each -> new Version(version).compareTo(each.from) >= 0)
            .findFirst();
    return entry.map(Entry::software).orElse(otherwise);
  }
}
