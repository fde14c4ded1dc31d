package ridgepoint.cli.frame;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a command writes. Results go to {@code out}; what is meant for the person waiting goes to
 * {@code err}.
 *
 * @param interactive whether {@code err} is a terminal
 * @param colour whether {@code out} is a terminal that shows colours
 */
public record Terminal(ResultStream out, PrintStream err, boolean interactive, boolean colour) {

  /** Streams of the process. */
  public static Terminal ofProcess() {
    ResultStream out = new ResultStream(new java.io.FileOutputStream(java.io.FileDescriptor.out));
    return new Terminal(
        out,
        System.err,
        Boolean.getBoolean("ridgepoint.terminal"),
        Boolean.getBoolean("ridgepoint.colour") && System.getenv("NO_COLOR") == null);
  }

  /** Prints text to {@code out} in UTF-8; failures are kept in the stream. */
  public void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
  }

  /** One line to {@code err}. */
  public void say(String line) {
    err.println(line);
    err.flush();
  }

  /**
   * A stream that keeps its first failure instead of throwing, so that whatever a command prints
   * through, the failure is reported once and at one place.
   */
  public static final class ResultStream extends OutputStream {
    private final OutputStream target;
    private Optional<IOException> failure = Optional.empty();

    public ResultStream(OutputStream target) {
      this.target = target;
    }

    @Override
    public synchronized void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      if (failure.isPresent()) {
        return;
      }
      try {
        target.write(bytes, offset, length);
      } catch (IOException e) {
        failure = Optional.of(e);
      }
    }

    @Override
    public synchronized void flush() {
      if (failure.isPresent()) {
        return;
      }
      try {
        target.flush();
      } catch (IOException e) {
        failure = Optional.of(e);
      }
    }

    public synchronized Optional<IOException> failure() {
      return failure;
    }
  }
}
