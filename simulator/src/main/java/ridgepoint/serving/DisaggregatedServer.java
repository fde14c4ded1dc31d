package ridgepoint.serving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Prompts and decoding on replicas of their own (Zhong 2024, DistServe; Patel 2024, Splitwise): a
 * pool reads prompts and hands their keys and values over a network to another, which generates. A
 * closed load of clients is simulated event by event. A request goes to the replica with the
 * fewest.
 */
public final class DisaggregatedServer {
  /**
   * Replicas that do the same.
   *
   * @param replicas how many, data-parallel ones each
   */
  public record Pool(int replicas, Replica replica) {}

  private final Pool prefill;
  private final Handover handover;
  private final Load load;
  private final Lengths lengths;
  private final List<DecodingReplica> decoders;
  private final double[] readersFreeAt;

  private final Deque<Request> prompts = new ArrayDeque<>();
  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(Comparator.comparingDouble(Arrival::at));
  private long sent;
  private long answered;
  private double firstTokenSeconds;
  private double laterTokenSeconds;

  private record Arrival(double at, Request request) {}

  private DisaggregatedServer(Pool prefill, Pool decode, Handover handover, Load load) {
    this.prefill = prefill;
    this.handover = handover;
    this.load = load;
    lengths = new Lengths(load.shortest());
    decoders =
        IntStream.range(0, decode.replicas)
            .mapToObj(each -> new DecodingReplica(decode.replica, load.tokens()))
            .toList();
    readersFreeAt = new double[prefill.replicas];
  }

  /**
   * Serves the whole load.
   *
   * @param load its clients are those of all replicas, its tokens the room of a decoding one
   */
  public static Server.Latency serve(Pool prefill, Pool decode, Handover handover, Load load) {
    return new DisaggregatedServer(prefill, decode, handover, load).run();
  }

  private Server.Latency run() {
    for (long client = 0; client < load.clients(); client++) {
      send(0);
    }
    while (answered < load.clients() * load.rounds()) {
      int reader = freeReader();
      double reads =
          prompts.isEmpty()
              ? Double.POSITIVE_INFINITY
              : Math.max(readersFreeAt[reader], prompts.element().arrivesAt());
      double arrives = arrivals.isEmpty() ? Double.POSITIVE_INFINITY : arrivals.element().at;
      DecodingReplica next = soonest();
      double ends = next.nextEnd();
      if (reads <= arrives && reads <= ends) {
        read(reader, reads);
      } else if (arrives <= ends) {
        Arrival arrival = arrivals.remove();
        emptiest().add(arrival.request, arrival.at);
      } else {
        next.finished(ends).forEach(request -> answer(request, ends));
      }
    }
    return new Server.Latency(firstTokenSeconds / answered, laterTokenSeconds / answered);
  }

  private void send(double now) {
    if (sent < load.clients() * load.rounds()) {
      sent++;
      double arrivesAt = now + prefill.replica.stack().host().requestSeconds();
      long prompt = lengths.of(load.input());
      prompts.add(new Request(now, arrivesAt, prompt, 0, lengths.of(load.output()), 0));
    }
  }

  private void answer(Request request, double now) {
    firstTokenSeconds += request.ttftSeconds();
    laterTokenSeconds += request.tpotSeconds(now);
    answered++;
    send(now);
  }

  private int freeReader() {
    int best = 0;
    for (int reader = 1; reader < readersFreeAt.length; reader++) {
      best = readersFreeAt[reader] < readersFreeAt[best] ? reader : best;
    }
    return best;
  }

  private DecodingReplica soonest() {
    return decoders.stream()
        .min(Comparator.comparingDouble(DecodingReplica::nextEnd))
        .orElseThrow();
  }

  private DecodingReplica emptiest() {
    return decoders.stream().min(Comparator.comparingInt(DecodingReplica::requests)).orElseThrow();
  }

  /** A step over the prompts that wait, as many as it may have; a longer one takes several. */
  private void read(int reader, double now) {
    long budget = prefill.replica.stack().batching().tokensPerStep();
    List<Request> taken = new ArrayList<>();
    double seconds = 0;
    while (!prompts.isEmpty()
        && prompts.element().arrivesAt() <= now
        && (taken.isEmpty() || prompts.element().rest() <= budget)) {
      Request request = prompts.remove();
      while (request.rest() > budget && taken.isEmpty()) {
        seconds += part(request, budget, false);
        request.pass(budget);
      }
      budget -= request.rest();
      taken.add(request);
    }
    List<Step.Prompts> parts =
        taken.stream().map(each -> new Step.Prompts(1, each.rest(), each.cached(), true)).toList();
    double done = now + seconds + prefill.replica.seconds(new Step(0, 1, Server.alike(parts)));
    readersFreeAt[reader] = done;
    for (Request request : taken) {
      arrivals.add(new Arrival(done + handover.seconds(request.prompt()), request));
    }
  }

  private double part(Request request, long tokens, boolean last) {
    Step.Prompts part = new Step.Prompts(1, tokens, request.cached(), last);
    return prefill.replica.seconds(new Step(0, 1, List.of(part)));
  }
}
