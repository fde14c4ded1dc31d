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
  /** A prompt that is kept is computed again from its last block on (vLLM, 16 tokens). */
  private static final long BLOCK_TOKENS = 16;

  private final StepTimes times;
  private final Replica replica;
  private final SoftwareStack stack;
  private final Load load;
  private final Lengths lengths;
  private final CacheRoom room;

  private final Deque<Request> waiting = new ArrayDeque<>();
  private final PriorityQueue<Request> decoding =
      new PriorityQueue<>(Comparator.comparingLong(Request::lastStep));
  private double now;
  private double credit;
  private long sent;
  private long steps;

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

  private Server(StepTimes times, SoftwareStack stack, Load load) {
    this.times = times;
    replica = new Replica(times, stack);
    this.stack = stack;
    this.load = load;
    this.lengths = new Lengths(load.shortest());
    this.room = new CacheRoom(load.tokens(), stack.batching().reserving());
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
        now = Math.max(now, waiting.getFirst().arrivesAt());
      }
    }
    return new Latency(firstTokenSeconds / answered, laterTokenSeconds / answered);
  }

  /** Tokens that a sequence gets while a step that it shares with prompts runs; whole ones. */
  private long sharedStepTokens() {
    credit += times.tokensPerStep();
    long whole = (long) credit;
    credit -= whole;
    return whole;
  }

  private void send() {
    if (sent < load.clients() * load.rounds()) {
      sent++;
      long prompt = lengths.of(load.input());
      long kept = load.kept() ? Math.max(0, prompt - BLOCK_TOKENS) : 0;
      double arrivesAt = now + stack.host().requestSeconds();
      waiting.add(new Request(now, arrivesAt, prompt, kept, lengths.of(load.output()), steps));
    }
  }

  /** Of a step, with what the devices wait for the host. */
  private double seconds(Step step) {
    return replica.seconds(step);
  }

  /** Whether a request is there and has waited as long as the scheduler makes it wait. */
  private boolean arrived(Request request) {
    boolean waited = decoding.isEmpty() || request.sentAtStep() + waitTokens() <= steps;
    return request.arrivesAt() <= now && waited;
  }

  private double waitTokens() {
    return stack.batching().waitSteps() * times.tokensPerStep();
  }

  /** What the scheduler takes of the prompts that wait, in order; nothing changes yet. */
  private List<Step.Prompts> prompts() {
    boolean alone = stack.batching().prefillFirst();
    boolean chunked = stack.batching().chunked();
    List<Step.Prompts> prompts = new ArrayList<>();
    long budget = stack.batching().tokensPerStep() - (alone ? 0 : decoding.size());
    long free = stack.batching().sequences() - decoding.size();
    double taken = 0;
    for (Request request : waiting) {
      long rest = request.rest();
      boolean whole = rest <= budget || (!chunked && prompts.isEmpty());
      boolean begins = arrived(request) && free > 0 && budget > 0;
      if (!begins || (!whole && !chunked) || !room.fits(request, taken, steps)) {
        break;
      }
      prompts.add(new Step.Prompts(1, whole ? rest : budget, request.cached(), whole));
      budget -= rest;
      taken += room.taken(request);
      free--;
    }
    return prompts;
  }

  private void prefill(List<Step.Prompts> prompts) {
    long decodes = stack.batching().prefillFirst() ? 0 : decoding.size();
    now += seconds(new Step(decodes, context(0), alike(prompts)));
    if (decodes > 0) {
      steps += sharedStepTokens();
    }
    for (Step.Prompts each : prompts) {
      if (each.last()) {
        start(waiting.remove());
      } else {
        waiting.getFirst().pass(each.tokens());
      }
    }
    finish();
  }

  /** Neighbours that are the same, counted. */
  static List<Step.Prompts> alike(List<Step.Prompts> prompts) {
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
    request.begin(now, steps);
    room.add(request);
    decoding.add(request);
  }

  /** Steps until a sequence ends, a request arrives or the caches have outgrown their room. */
  private void decode() {
    long left = Math.max(1, decoding.element().lastStep() - steps);
    left = Math.min(left, room.stepsLeft(steps));
    double step =
        seconds(new Step(decoding.size(), context(left / 2.0), List.of())) / times.tokensPerStep();
    if (decoding.size() < stack.batching().sequences() && !waiting.isEmpty()) {
      Request next = waiting.getFirst();
      double until = Math.max(0, (next.arrivesAt() - now) / step);
      until = Math.max(until, next.sentAtStep() + waitTokens() - steps);
      if (until > 0) {
        left = Math.max(1, Math.min(left, (long) Math.ceil(until)));
      }
    }
    now += left * step;
    steps += left;
    finish();
  }

  private void finish() {
    while (!decoding.isEmpty() && decoding.element().lastStep() <= steps) {
      Request done = decoding.remove();
      room.remove(done);
      firstTokenSeconds += done.ttftSeconds();
      laterTokenSeconds += done.tpotSeconds(now);
      answered++;
      send();
    }
    while (room.isOutgrown(steps)) {
      Request last =
          decoding.stream().max(Comparator.comparingLong(Request::begunAtStep)).orElseThrow();
      decoding.remove(last);
      room.remove(last);
      last.breakOff(steps);
      waiting.addFirst(last);
    }
  }

  /** Mean tokens a decoding sequence attends to, some steps from now. */
  private double context(double ahead) {
    return decoding.isEmpty() ? 1 : room.held(steps + ahead) / decoding.size() + 1;
  }
}
