package ridgepoint.dram;

import java.util.Optional;

/**
 * What became of a stream of requests.
 *
 * @param cycles until all were answered
 * @param averageReadLatencyCycles from acceptance to the last data
 * @param rowHits accesses to a row that was open and had been accessed before
 */
public record DramResult(
    long requests,
    long bytes,
    long cycles,
    double seconds,
    double averageReadLatencyCycles,
    long reads,
    long writes,
    long rowHits,
    long activates,
    long precharges,
    long refreshes,
    Optional<EnergyByUse> energy) {

  /** Joules. */
  public record EnergyByUse(
      double activate,
      double read,
      double write,
      double refresh,
      double activeStandby,
      double idleStandby) {
    public double total() {
      return activate + read + write + refresh + activeStandby + idleStandby;
    }
  }

  public double bytesPerSecond() {
    return bytes / seconds;
  }
}
