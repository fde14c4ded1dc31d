package ridgepoint.hardware;

/**
 * A connection out of the device.
 *
 * @param bytesPerSecond per direction, of all lanes or ports together
 * @param efficiency fraction of it that payload can reach: protocol headers and flow control
 */
public record Link(
    String name,
    double bytesPerSecond,
    double latencySeconds,
    double efficiency,
    double joulesPerByte) {}
