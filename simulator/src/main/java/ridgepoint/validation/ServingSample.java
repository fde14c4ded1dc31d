package ridgepoint.validation;

import ridgepoint.serving.Load;
import ridgepoint.serving.Server;
import ridgepoint.serving.StepTimes;
import ridgepoint.software.Host;
import ridgepoint.software.SoftwareStack;

/**
 * The two times of one served model, as a fit needs them.
 *
 * @param stack that served it, as it was started
 * @param times of its steps on the devices
 * @param load that it was under
 * @param ttftSeconds measured to the first token
 * @param tpotSeconds measured per token after that
 */
public record ServingSample(
    SoftwareStack stack, StepTimes times, Load load, double ttftSeconds, double tpotSeconds) {

  /** Its times were the processor beside the devices another. */
  public Server.Latency served(Host host) {
    return Server.serve(times, stack.withHost(host), load);
  }
}
