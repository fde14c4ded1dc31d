package ridgepoint.hardware;

/**
 * What it costs to get work going.
 *
 * @param launchSeconds added to every kernel: the interval between dependent kernels when launches
 *     are queued or captured in a graph
 * @param hostCallSeconds the host's own time per kernel when each is launched on its own
 * @param synchronizationSeconds a barrier across all units
 */
public record Control(
    double launchSeconds, double hostCallSeconds, double synchronizationSeconds) {}
