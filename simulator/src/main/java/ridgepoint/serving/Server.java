package ridgepoint.serving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import ridgepoint.software.SoftwareStack;

/**
 * A server under a closed load: a constant number of clients, each of which sends its next request
 * when it has its answer. It is simulated event by event; steps between two events are taken
 * together.
 */
public final class Server {
  private final StepTimes times;
  private final SoftwareStack stack;
  private final Load load;
  private final Lengths lengths;

  private final Deque<Request> waiting = new ArrayDeque<>();
  private final PriorityQueue<Request> decoding =
      new PriorityQueue<>(Comparator.comparingLong(Request::lastStep));
  private double now;
  private long sent;
  private long steps;

  /** Over the decoding sequences: tokens of their prompts, less the steps they began at. */
  private double contextBase;

  private double firstTokenSeconds;
  private double laterTokenSeconds;
  private long answered;

  /**
   * Means over all requests.
   *
   * @param ttftSeconds from sending a request to its first token
   * @param tpotSeconds per token after that
   */
  public record Latency(double ttftSeconds, double tpotSeconds) {}

  /** A request on its way. */
  private static final class Request {
    private final double sentAt;
    private final double arrivesAt;
    private final long input;
    private final long output;
    private long cached;
    private double firstAt;
    private long firstStep;

    private Request(double sentAt, double arrivesAt, long input, long output) {
      this.sentAt = sentAt;
      this.arrivesAt = arrivesAt;
      this.input = input;
      this.output = output;
    }

    /** The step whose end has its last token. */
    private long lastStep() {
      return firstStep + output - 1;
    }
  }

  private Server(StepTimes times, SoftwareStack stack, Load load) {
    this.times = times;
    this.stack = stack;
    this.load = load;
    this.lengths = new Lengths(load.shortest());
  }

  /** Serves the whole load. */
  public static Latency serve(StepTimes times, SoftwareStack stack, Load load) {
    return new Server(times, stack, load).run();
  }

  private Latency run() {
    for (long client = 0; client < load.clients(); client++) {
      send();
    }
    while (answered < load.clients() * load.rounds()) {
      List<Step.Prompts> prompts = prompts();
      if (!prompts.isEmpty()) {
        prefill(prompts);
      } else if (!decoding.isEmpty()) {
        decode();
      } else {
        now = waiting.getFirst().arrivesAt;
      }
    }
    return new Latency(firstTokenSeconds / answered, laterTokenSeconds / answered);
  }

  private void send() {
    if (sent < load.clients() * load.rounds()) {
      sent++;
      double arrivesAt = now + stack.host().requestSeconds();
      waiting.add(new Request(now, arrivesAt, lengths.of(load.input()), lengths.of(load.output())));
    }
  }

  private long slots() {
    return Math.max(1, Math.min(stack.batching().sequences(), load.slots()));
  }

  /** What the scheduler takes of the prompts that wait, in order; nothing changes yet. */
  private List<Step.Prompts> prompts() {
    boolean alone = stack.batching().prefillFirst();
    boolean chunked = stack.batching().chunked();
    List<Step.Prompts> prompts = new ArrayList<>();
    long budget = stack.batching().tokensPerStep() - (alone ? 0 : decoding.size());
    long free = slots() - decoding.size();
    for (Request request : waiting) {
      long rest = request.input - request.cached;
      boolean fits = rest <= budget || (!chunked && prompts.isEmpty());
      if (request.arrivesAt > now || free == 0 || budget <= 0 || (!fits && !chunked)) {
        break;
      }
      prompts.add(new Step.Prompts(1, Math.min(rest, budget), request.cached, fits));
      budget -= rest;
      free--;
    }
    return prompts;
  }

  private void prefill(List<Step.Prompts> prompts) {
    long decodes = stack.batching().prefillFirst() ? 0 : decoding.size();
    now += times.seconds(new Step(decodes, context(0), alike(prompts)));
    if (decodes > 0) {
      steps++;
    }
    for (Step.Prompts each : prompts) {
      if (each.last()) {
        start(waiting.remove());
      } else {
        waiting.getFirst().cached += each.tokens();
      }
    }
    finish();
  }

  /** Neighbours that are the same, counted. */
  private static List<Step.Prompts> alike(List<Step.Prompts> prompts) {
    List<Step.Prompts> counted = new ArrayList<>();
    for (Step.Prompts each : prompts) {
      int last = counted.size() - 1;
      Step.Prompts before = last < 0 ? null : counted.get(last);
      if (before != null
          && before.tokens() == each.tokens()
          && before.cached() == each.cached()
          && before.last() == each.last()) {
        counted.set(
            last, new Step.Prompts(before.count() + 1, each.tokens(), each.cached(), each.last()));
      } else {
        counted.add(each);
      }
    }
    return counted;
  }

  private void start(Request request) {
    request.firstAt = now;
    request.firstStep = steps;
    contextBase += request.input - steps;
    decoding.add(request);
  }

  /** Steps until a sequence ends or a request arrives. */
  private void decode() {
    long left = Math.max(1, decoding.element().lastStep() - steps);
    double step = times.seconds(new Step(decoding.size(), context(left / 2.0), List.of()));
    if (decoding.size() < slots() && !waiting.isEmpty()) {
      double until = waiting.getFirst().arrivesAt - now;
      left = Math.max(1, Math.min(left, (long) Math.ceil(until / step)));
    }
    now += left * step;
    steps += left;
    finish();
  }

  private void finish() {
    while (!decoding.isEmpty() && decoding.element().lastStep() <= steps) {
      Request done = decoding.remove();
      contextBase -= done.input - done.firstStep;
      firstTokenSeconds += done.firstAt - done.sentAt;
      laterTokenSeconds += (now - done.firstAt) / Math.max(1, done.output - 1);
      answered++;
      send();
    }
  }

  /** Mean tokens a decoding sequence attends to, some steps from now. */
  private double context(double ahead) {
    return decoding.isEmpty() ? 1 : contextBase / decoding.size() + steps + ahead + 1;
  }
}
