package ridgepoint.serving;

import java.util.List;
import ridgepoint.hardware.Link;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.hardware.SystemSpec.NetworkLevel;
import ridgepoint.model.ModelSpec;
import ridgepoint.workload.Precision;

/**
 * The way of keys and values from workers that read prompts to those that generate.
 *
 * @param secondsPerToken of a prompt
 * @param latencySeconds beside that
 */
public record Handover(double secondsPerToken, double latencySeconds) {
  /** Seconds that a prompt's keys and values take. */
  double seconds(long tokens) {
    return latencySeconds + secondsPerToken * tokens;
  }

  /**
   * Between workers of a system, one device to one: over its outermost network where that connects
   * them all, else through the links of devices to their hosts, behind which network cards are.
   *
   * @param devices of all workers
   */
  public static Handover between(
      SystemSpec system, ModelSpec model, Precision precision, int devices) {
    double bytes = precision.kvCache().bytes(model.cachedElementsPerToken());
    List<NetworkLevel> network = system.network();
    if (!network.isEmpty() && network.get(network.size() - 1).devices() >= devices) {
      NetworkLevel level = network.get(network.size() - 1);
      return new Handover(
          bytes / (level.bytesPerSecondPerDevice() * level.efficiency()), level.latencySeconds());
    }
    Link host = system.device().links().get("host");
    return host == null
        ? new Handover(0, 0)
        : new Handover(
            bytes / (host.bytesPerSecond() * host.efficiency()), 2 * host.latencySeconds());
  }
}
