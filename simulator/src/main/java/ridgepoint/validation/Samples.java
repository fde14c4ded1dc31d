package ridgepoint.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ridgepoint.energy.Duration;
import ridgepoint.hardware.DeviceKind;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.software.SoftwareStack;
import ridgepoint.validation.Measurements.Line;
import ridgepoint.validation.family.Conditions;
import ridgepoint.validation.family.Family;
import ridgepoint.validation.family.Measured;
import ridgepoint.validation.family.Question;
import ridgepoint.validation.family.Stacks;

/**
 * Rows as fits need them: those that count in headline figures. Rows that cannot be predicted are
 * none; predictions report them with their reason.
 */
public final class Samples {
  private final List<Line> lines;
  private final Machines machines;
  private final Predictor predictor;
  private final Stacks stacks;

  Samples(List<Line> lines, Machines machines, Predictor predictor, Stacks stacks) {
    this.lines = lines;
    this.machines = machines;
    this.predictor = predictor;
    this.stacks = stacks;
  }

  /** One line with the device it was measured on. */
  private record Site(int index, Line line, DeviceSpec device) {}

  /** What one figure of a line is to a fit, if anything. */
  private interface Reader<T> {
    Optional<T> of(Site site, Measured measured);
  }

  /** Times of kernels on one GPU. */
  public List<KernelSample> kernels() {
    return each(this::kernel);
  }

  /** Times of collectives in a graph, or between two devices. */
  public List<ExchangeSample> exchanges() {
    return each((site, measured) -> exchange(measured));
  }

  /** Board power, with the time it was drawn over. */
  public List<PowerSample> power() {
    Map<PowerSample.Kernels, Double> bursts = new HashMap<>();
    for (KernelSample sample : kernels()) {
      if (sample.conditions().duration() == Duration.BURST) {
        bursts.put(PowerSample.Kernels.of(sample), sample.seconds());
      }
    }
    return each((site, measured) -> power(site, measured, bursts));
  }

  /** Served models, whose rows hold two figures. */
  public List<ServingSample> served() {
    List<ServingSample> samples = new ArrayList<>();
    for (int index = 0; index < lines.size(); index++) {
      try {
        Site site = site(index);
        served(site, site.line.family().measured(site.line.row(), site.device))
            .ifPresent(samples::add);
      } catch (Family.OutOfScope e) {
        continue;
      }
    }
    return samples;
  }

  private <T> List<T> each(Reader<T> reader) {
    List<T> samples = new ArrayList<>();
    for (int index = 0; index < lines.size(); index++) {
      try {
        Site site = site(index);
        for (Measured measured : site.line.family().measured(site.line.row(), site.device)) {
          if (measured.leftOut().isEmpty() && measured.value() > 0) {
            reader.of(site, measured).ifPresent(samples::add);
          }
        }
      } catch (Family.OutOfScope e) {
        continue;
      }
    }
    return samples;
  }

  private Site site(int index) {
    Line line = lines.get(index);
    return new Site(index, line, machines.device(line.family().machine(line.row())));
  }

  private Optional<KernelSample> kernel(Site site, Measured measured) {
    if (site.device.kind() != DeviceKind.GPU) {
      return Optional.empty();
    }
    Line line = site.line;
    String label = line.family().machine(line.row());
    Question question = Conditions.stated(machines.posed(label, measured.question()), line.row());
    SoftwareStack stack = stacks.of(line.row());
    if (question instanceof Question.Kernels kernels) {
      return Optional.of(
          KernelSample.of(
              site.index,
              line.family(),
              line.row(),
              site.device,
              stack,
              kernels,
              measured.value()));
    }
    return question instanceof Question.Joules joules
        ? line.family()
            .loopSeconds(line.row())
            .map(
                seconds ->
                    KernelSample.ofLoop(
                        site.index, line.family(), line.row(), site.device, stack, joules, seconds))
        : Optional.empty();
  }

  private Optional<PowerSample> power(
      Site site, Measured measured, Map<PowerSample.Kernels, Double> bursts) {
    if (!(measured.question() instanceof Question.Joules asked)) {
      return Optional.empty();
    }
    Line line = site.line;
    SoftwareStack stack = stacks.of(line.row());
    Question.Joules around = asked.of(asked.kernels().withStack(stack, line.family(), line.row()));
    return line.family()
        .loopSeconds(line.row())
        .map(
            seconds ->
                PowerSample.of(site.device, stack, around, seconds, measured.value(), bursts));
  }

  private Optional<ExchangeSample> exchange(Measured measured) {
    if (!(measured.question() instanceof Question.Exchange asked)
        || !asked.software().calls().isEmpty()) {
      return Optional.empty();
    }
    SystemSpec system = machines.system(asked.machine());
    return Optional.of(
        new ExchangeSample(
            system, asked.placed(system), asked.software().libraries(), measured.value()));
  }

  private Optional<ServingSample> served(Site site, List<Measured> measured) {
    if (!(measured.get(0).question() instanceof Question.Serving asked)
        || measured.get(0).leftOut().isPresent()
        || asked.pools().isPresent()) {
      return Optional.empty();
    }
    SystemSpec system = machines.system(asked.machine()).withDevice(site.device);
    Serving.Prepared run = predictor.prepared(asked, system, stacks.of(site.line.row()));
    return Optional.of(
        new ServingSample(
            run.software(),
            run.times(),
            run.load(),
            measured.get(0).value(),
            measured.get(1).value()));
  }
}
