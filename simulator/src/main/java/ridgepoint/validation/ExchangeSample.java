package ridgepoint.validation;

import java.util.List;
import ridgepoint.hardware.SystemSpec;
import ridgepoint.operator.Collective;

/**
 * One measured time of a collective that no host delays, as a fit needs it.
 *
 * @param system that the devices belong to
 * @param collective as its members are placed in the system
 * @param libraries whose protocols the software chooses from
 * @param seconds measured
 */
public record ExchangeSample(
    SystemSpec system, Collective collective, List<String> libraries, double seconds) {
  public ExchangeSample {
    libraries = List.copyOf(libraries);
  }
}
