package ridgepoint.cli.frame;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar for whoever waits: on a terminal only, and only when there is still something to wait for
 * after two seconds. Safe for use by many threads.
 */
public final class Progress implements AutoCloseable {
  private static final long PATIENCE_NANOSECONDS = 2_000_000_000L;

  private final Terminal terminal;
  private final String task;
  private final long total;
  private final boolean shown;
  private final long start = System.nanoTime();
  private long done;
  private ProgressBar bar;

  /** A task of so many steps; silent where nobody waits. */
  public Progress(Terminal terminal, String task, long total, boolean quiet) {
    this.terminal = terminal;
    this.task = task;
    this.total = total;
    this.shown = terminal.interactive() && !quiet;
  }

  /** One more of the total is done. */
  public synchronized void step() {
    reached(done + 1);
  }

  /** So many of the total are done. */
  public synchronized void reached(long count) {
    done = count;
    if (!shown) {
      return;
    }
    if (bar == null && System.nanoTime() - start > PATIENCE_NANOSECONDS && done < total) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .showSpeed()
              .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), 80))
              .startsFrom(done, Duration.ofNanos(System.nanoTime() - start))
              .clearDisplayOnFinish()
              .build();
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
