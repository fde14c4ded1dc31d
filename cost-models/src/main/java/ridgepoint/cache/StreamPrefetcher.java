package ridgepoint.cache;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Follows a stream of lines in each of some pages. Once two steps went in one direction, every line
 * of the page asks for a few more of those ahead, up to a distance (Jouppi 1990, "Improving
 * direct-mapped cache performance"; Intel's streamer). The page used least recently makes room for
 * another.
 */
public final class StreamPrefetcher implements Prefetcher {
  private static final long NONE = Long.MIN_VALUE;

  /** Steps in one direction that make a stream. */
  private static final int TRAINED = 2;

  private final int distance;
  private final int degree;
  private final long pageLines;

  /** By stream, the one used last first. */
  private final Stream[] streams;

  /** What is known of a page. */
  private static final class Stream {
    private long page = NONE;
    private long last;

    /** Steps that went up, or minus those that went down, one after another. */
    private int steps;

    /** The farthest line that was asked for. */
    private long front;
  }

  /**
   * @param streams pages that are followed at a time
   * @param distance lines ahead, at most
   * @param degree lines that one access asks for, at most
   * @param pageLines lines of a page
   */
  public StreamPrefetcher(int streams, int distance, int degree, long pageLines) {
    this.streams = new Stream[streams];
    Arrays.setAll(this.streams, i -> new Stream());
    this.distance = distance;
    this.degree = degree;
    this.pageLines = pageLines;
  }

  @Override
  public void observe(long line, int instruction, boolean hit, LongConsumer wanted) {
    long page = Math.floorDiv(line, pageLines);
    Stream stream = stream(page);
    if (stream.page != page) {
      stream.page = page;
      stream.steps = 0;
    } else if (line > stream.last) {
      turn(stream, 1, line);
    } else if (line < stream.last) {
      turn(stream, -1, line);
    }
    stream.last = line;
    if (Math.abs(stream.steps) >= TRAINED) {
      ask(stream, wanted);
    }
  }

  /** The stream of a page, else the one to be given up; it is now the one used last. */
  private Stream stream(long page) {
    int at = 0;
    while (at < streams.length - 1 && streams[at].page != page) {
      at++;
    }
    Stream found = streams[at];
    for (; at > 0; at--) {
      streams[at] = streams[at - 1];
    }
    streams[0] = found;
    return found;
  }

  private static void turn(Stream stream, int direction, long line) {
    boolean same = stream.steps * direction > 0;
    stream.steps =
        same ? Math.max(-TRAINED, Math.min(TRAINED, stream.steps + direction)) : direction;
    if (!same) {
      stream.front = line;
    }
  }

  private void ask(Stream stream, LongConsumer wanted) {
    int direction = Integer.signum(stream.steps);
    long first = stream.page * pageLines;
    long end = stream.last + (long) direction * distance;
    end = Math.max(first, Math.min(first + pageLines - 1, end));
    if ((stream.last - stream.front) * direction > 0) {
      stream.front = stream.last;
    }
    for (int i = 0; i < degree && (end - stream.front) * direction > 0; i++) {
      stream.front += direction;
      wanted.accept(stream.front);
    }
  }
}
