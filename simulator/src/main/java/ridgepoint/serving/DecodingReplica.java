package ridgepoint.serving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A replica that only decodes what others have read. Between two changes of its batch all steps
 * take as long as one in their middle would.
 */
final class DecodingReplica {
  private final Replica replica;
  private final CacheRoom room;
  private final Deque<Request> waiting = new ArrayDeque<>();
  private final PriorityQueue<Request> decoding =
      new PriorityQueue<>(Comparator.comparingLong(Request::lastStep));
  private double since;
  private long steps;
  private double step = Double.POSITIVE_INFINITY;

  /**
   * @param tokens whose keys and values have room
   */
  DecodingReplica(Replica replica, double tokens) {
    this.replica = replica;
    room = new CacheRoom(tokens, replica.stack().batching().reserving());
  }

  /** Requests on it, those that wait for room too. */
  int requests() {
    return decoding.size() + waiting.size();
  }

  /** When its next answer is complete; never while it has none. */
  double nextEnd() {
    return decoding.isEmpty()
        ? Double.POSITIVE_INFINITY
        : since + (decoding.element().lastStep() - steps) * step;
  }

  /**
   * A request whose prompt has passed elsewhere arrives with its keys and values, or waits there
   * until they have room here; its first token comes out when it is taken.
   */
  void add(Request request, double now) {
    advance(now);
    waiting.add(request);
    admit(now);
  }

  /** Answers that are complete by now. */
  List<Request> finished(double now) {
    advance(now);
    List<Request> done = new ArrayList<>();
    while (!decoding.isEmpty() && decoding.element().lastStep() <= steps) {
      Request request = decoding.remove();
      room.remove(request);
      done.add(request);
    }
    admit(now);
    return done;
  }

  private void advance(double now) {
    if (decoding.isEmpty()) {
      since = Math.max(since, now);
      return;
    }
    long passed = Math.max(0, Math.round(Math.floor((now - since) / step + 1e-6)));
    passed = Math.min(passed, decoding.element().lastStep() - steps);
    steps += passed;
    since += passed * step;
  }

  private void admit(double now) {
    long most = replica.stack().batching().sequences();
    while (!waiting.isEmpty() && decoding.size() < most && room.fits(waiting.element(), 0, steps)) {
      Request request = waiting.remove();
      request.begin(now, steps);
      room.add(request);
      decoding.add(request);
    }
    if (decoding.isEmpty()) {
      step = Double.POSITIVE_INFINITY;
      return;
    }
    double ahead = (decoding.element().lastStep() - steps) / 2.0;
    double context = room.held(steps + ahead) / decoding.size() + 1;
    step =
        replica.seconds(new Step(decoding.size(), context, List.of()))
            / replica.times().tokensPerStep();
  }
}
