package ridgepoint.cpu;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.cache.AdjacentLinePrefetcher;
import ridgepoint.cache.NextLinePrefetcher;
import ridgepoint.cache.Prefetcher;
import ridgepoint.cache.StreamPrefetcher;
import ridgepoint.cache.StridePrefetcher;
import ridgepoint.pipeline.KindParameters;

/**
 * Hardware prefetchers of a core; values and sources are in {@code ridgepoint/defaults/cpu.yaml}.
 *
 * @param nextLine whether the first level has a next-line prefetcher
 * @param strides instructions whose strides the first level follows; 0 for none
 * @param adjacentLine whether the second level completes pairs of lines
 * @param streams pages that the second level's streamer follows; 0 for no streamer
 * @param streamDistance lines ahead, at most
 * @param streamDegree lines that one access asks for, at most
 * @param pageBytes of memory, which no prefetcher leaves
 * @param missBuffers lines that loads of a core, unlike prefetchers, have outstanding at most
 */
record Prefetching(
    boolean nextLine,
    int strides,
    boolean adjacentLine,
    int streams,
    int streamDistance,
    int streamDegree,
    long pageBytes,
    int missBuffers) {

  static Prefetching of(KindParameters values) {
    return new Prefetching(
        values.value("prefetch-next-line") > 0,
        (int) values.value("prefetch-strides"),
        values.value("prefetch-adjacent-line") > 0,
        (int) values.value("prefetch-streams"),
        (int) values.value("prefetch-stream-distance"),
        (int) values.value("prefetch-stream-degree"),
        Math.round(values.value("page-bytes")),
        (int) values.value("miss-buffers"));
  }

  /** New ones of the first level. */
  List<Prefetcher> first(long lineBytes) {
    List<Prefetcher> units = new ArrayList<>();
    if (nextLine) {
      units.add(new NextLinePrefetcher(pageBytes / lineBytes));
    }
    if (strides > 0) {
      units.add(new StridePrefetcher(strides, pageBytes / lineBytes));
    }
    return units;
  }

  /** New ones of the second level. */
  List<Prefetcher> second(long lineBytes) {
    List<Prefetcher> units = new ArrayList<>();
    if (streams > 0) {
      units.add(new StreamPrefetcher(streams, streamDistance, streamDegree, pageBytes / lineBytes));
    }
    if (adjacentLine) {
      units.add(new AdjacentLinePrefetcher());
    }
    return units;
  }
}
