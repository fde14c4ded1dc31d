package ridgepoint.simulation;

/**
 * How often, and on how many devices at once, a graph of one device runs.
 *
 * @param latencyFactor executions one after the other on the critical path
 * @param workFactor executions by one device of each pipeline stage
 * @param busyDevices devices that execute at the same time: the tensor-parallel group, times the
 *     data-parallel replicas
 * @param idleDevices devices that wait, on average, while one execution runs
 * @param idleWatts of one waiting device
 */
record Repetition(
    double latencyFactor,
    double workFactor,
    double busyDevices,
    double idleDevices,
    double idleWatts) {

  Repetition times(double steps) {
    return new Repetition(
        latencyFactor * steps, workFactor * steps, busyDevices, idleDevices, idleWatts);
  }
}
