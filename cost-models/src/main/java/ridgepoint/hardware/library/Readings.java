package ridgepoint.hardware.library;

import java.util.LinkedHashMap;
import java.util.Map;
import ridgepoint.hardware.Provenance;
import ridgepoint.input.Place;

/** What was read from one description so far: where each number stands and where it came from. */
final class Readings {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, Provenance> provenance = new LinkedHashMap<>();
  private final Map<String, Place> places = new LinkedHashMap<>();

  void cite(String key, String citation) {
    sources.put(key, citation);
  }

  /** The citation behind a key of the file's {@code sources}, or the text itself. */
  String citation(String keyOrText) {
    return sources.getOrDefault(keyOrText, keyOrText);
  }

  void add(String path, Place place, Provenance origin) {
    places.put(path, place);
    provenance.put(path, origin);
  }

  /** Where the number of that path stands. */
  Place place(String path) {
    return places.get(path);
  }

  Map<String, Provenance> provenance() {
    return provenance;
  }
}
