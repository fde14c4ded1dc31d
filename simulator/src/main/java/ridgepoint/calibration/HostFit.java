package ridgepoint.calibration;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import ridgepoint.serving.Server;
import ridgepoint.software.Host;
import ridgepoint.validation.ServingSample;

/**
 * Fits what a processor beside the devices takes to times of served models: of a few round values
 * of every number those with the least error, number after number, until none changes. The error is
 * the mean of that of times per token and, at half the weight, to the first token.
 */
public final class HostFit {
  private static final double TTFT_WEIGHT = 0.5;
  private static final int MOST_ROUNDS = 4;

  private static final List<Knob> KNOBS =
      List.of(
          new Knob(
              "request_seconds",
              Host::requestSeconds,
              Host::withRequestSeconds,
              3e-3,
              6e-3,
              10e-3,
              15e-3,
              30e-3,
              60e-3),
          new Knob(
              "kernel_seconds",
              Host::kernelSeconds,
              Host::withKernelSeconds,
              4e-6,
              10e-6,
              20e-6,
              30e-6,
              45e-6,
              65e-6,
              90e-6),
          new Knob(
              "step_seconds",
              Host::stepSeconds,
              Host::withStepSeconds,
              0,
              0.3e-3,
              0.6e-3,
              1e-3,
              1.5e-3),
          new Knob(
              "sequence_seconds",
              Host::sequenceSeconds,
              Host::withSequenceSeconds,
              0,
              5e-6,
              10e-6,
              25e-6,
              35e-6,
              40e-6,
              60e-6));

  private final List<ServingSample> samples;

  /**
   * @param samples of one software; not empty
   */
  public HostFit(List<ServingSample> samples) {
    this.samples = List.copyOf(samples);
  }

  private record Knob(
      String name,
      ToDoubleFunction<Host> value,
      BiFunction<Host, Double, Host> with,
      double... values) {}

  /**
   * A number that was found, by its key in the description of a stack.
   *
   * @param value in seconds
   */
  public record Value(String key, double value) {}

  /** The numbers of a host that were fitted. */
  public static List<Value> values(Host host) {
    return KNOBS.stream()
        .map(knob -> new Value(knob.name, knob.value.applyAsDouble(host)))
        .toList();
  }

  /** The best host, begun at that of the software. */
  public Host fit() {
    Host best = samples.get(0).stack().host();
    double least = loss(best);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double before = least;
      for (Knob knob : KNOBS) {
        for (double value : knob.values) {
          Host tried = knob.with.apply(best, value);
          double loss = loss(tried);
          if (loss < least) {
            least = loss;
            best = tried;
          }
        }
      }
      if (least == before) {
        break;
      }
    }
    return best;
  }

  private double loss(Host host) {
    Accuracy accuracy = accuracy(host);
    return accuracy.tpot().mean() + TTFT_WEIGHT * accuracy.ttft().mean();
  }

  /** Errors of times per token and to the first token. */
  public record Accuracy(Errors tpot, Errors ttft) {}

  /** How well a host explains the samples. */
  public Accuracy accuracy(Host host) {
    double[] tpot = new double[samples.size()];
    double[] ttft = new double[samples.size()];
    for (int i = 0; i < tpot.length; i++) {
      ServingSample sample = samples.get(i);
      Server.Latency served = sample.served(host);
      tpot[i] = Math.log(served.tpotSeconds() / sample.tpotSeconds());
      ttft[i] = Math.log(served.ttftSeconds() / sample.ttftSeconds());
    }
    return new Accuracy(Errors.of(tpot), Errors.of(ttft));
  }
}
