package ridgepoint.hardware.library;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.hardware.Provenance;
import ridgepoint.input.Place;

/** What was read from one description so far: where each number stands and where it came from. */
final class Readings {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, Reading> readings = new LinkedHashMap<>();
  private final Map<String, Place> places = new LinkedHashMap<>();

  /** Nothing noted yet of a description whose sources are those of another. */
  static Readings withSourcesOf(Readings other) {
    Readings readings = new Readings();
    readings.sources.putAll(other.sources);
    return readings;
  }

  void cite(String key, String citation) {
    sources.put(key, citation);
  }

  /** The citation behind a key of the file's {@code sources}, or the text itself. */
  String citation(String keyOrText) {
    return sources.getOrDefault(keyOrText, keyOrText);
  }

  void addNumber(String path, String text, Place place, Provenance origin) {
    places.put(path, place);
    readings.put(path, new Reading(path, text, Optional.of(origin)));
  }

  void addWord(String path, String text) {
    readings.put(path, new Reading(path, text, Optional.empty()));
  }

  /** Where the number of that path stands. */
  Place place(String path) {
    return places.get(path);
  }

  /** All values in the order they were read. */
  List<Reading> all() {
    return List.copyOf(readings.values());
  }

  /** Where every number came from, by path. */
  Map<String, Provenance> provenance() {
    Map<String, Provenance> origins = new LinkedHashMap<>();
    readings.forEach(
        (path, reading) -> reading.provenance().ifPresent(origin -> origins.put(path, origin)));
    return origins;
  }
}
