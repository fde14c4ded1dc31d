package ridgepoint.spark;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import ridgepoint.cli.explore.Explorations;
import ridgepoint.exploration.engine.Engine;
import ridgepoint.exploration.evaluation.Batch;
import ridgepoint.exploration.space.Plan;
import ridgepoint.input.InputException;

/**
 * A cluster of Apache Spark. Points go out in jobs of some batches, several jobs at a time so that
 * no core waits for the slowest of one; results come in by job, so that each is taken once and in
 * order whatever Spark had to run again.
 */
final class SparkEngine implements Engine {
  /** Jobs that are under way at a time. */
  private static final int JOBS = 3;

  /** Tasks of a job, for every core of the cluster. */
  private static final int TASKS_PER_CORE = 4;

  /** Batches of the local engine in one task: a task costs some milliseconds of its own. */
  private static final int BATCHES_PER_TASK = 8;

  private final JavaSparkContext context;
  private final Broadcast<CompiledExperiment> experiment;

  /**
   * @throws InputException when the master does not answer
   */
  SparkEngine(String experiment, String master) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("ridgepoint explore")
            .setJars(jars())
            .set("spark.ui.enabled", "false")
            .set("spark.scheduler.mode", "FIFO")
            .set("spark.task.maxFailures", "8");
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("spark."))
        .forEach(name -> conf.set(name, System.getProperty(name)));
    try {
      context = new JavaSparkContext(conf);
      this.experiment = context.broadcast(new CompiledExperiment(experiment));
    } catch (RuntimeException e) {
      throw new InputException(
          "--master " + master + ": no cluster answers there: " + e.getMessage(), e);
    }
  }

  /** What executors need beside Spark: this program. */
  private static String[] jars() {
    return Stream.of(SparkEngine.class, Explorations.class)
        .map(SparkEngine::location)
        .distinct()
        .filter(path -> path.endsWith(".jar"))
        .toArray(String[]::new);
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void evaluate(Plan plan, long from, long to, int batch, Consumer<Batch> inOrder) {
    Broadcast<CompiledExperiment> compiled = experiment;
    int points = batch * BATCHES_PER_TASK;
    int most = Math.max(1, context.defaultParallelism()) * TASKS_PER_CORE;
    Queue<JavaFutureAction<List<Batch>>> underWay = new ArrayDeque<>();
    long next = from;
    try {
      while (next < to || !underWay.isEmpty()) {
        while (next < to && underWay.size() < JOBS) {
          List<PointTask> tasks = new ArrayList<>(most);
          while (next < to && tasks.size() < most) {
            long last = Math.min(to, next + points);
            tasks.add(new PointTask(next, plan.points(next, last)));
            next = last;
          }
          underWay.add(
              context
                  .parallelize(tasks, tasks.size())
                  .map(task -> compiled.value().evaluator().evaluate(task.first(), task.points()))
                  .collectAsync());
        }
        underWay.remove().get().forEach(inOrder);
      }
    } catch (ExecutionException e) {
      throw new InputException("the cluster gave up: " + firstLine(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputException("interrupted", e);
    } finally {
      underWay.forEach(job -> job.cancel(true));
    }
  }

  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    context.close();
  }
}
