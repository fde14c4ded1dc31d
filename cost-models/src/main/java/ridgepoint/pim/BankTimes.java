package ridgepoint.pim;

/**
 * Where the time of products in the banks goes, in seconds.
 *
 * @param inputs writing input vectors into the buffers (or memories) of the units, turnarounds
 *     included
 * @param computing column reads with multiply-adds, or the programs of processors
 * @param rows precharging and activating rows
 * @param outputs reading results out
 * @param refresh lost to refresh meanwhile
 * @param externalBytes that cross the memory's outer interface
 * @param bankBytes of the matrix read in the banks
 * @param multiplyAdds executed ones, padding of buffers and banks included
 */
record BankTimes(
    double inputs,
    double computing,
    double rows,
    double outputs,
    double refresh,
    double externalBytes,
    double bankBytes,
    double multiplyAdds) {
  /** Bytes across the outer interface whose time is counted elsewhere. */
  static BankTimes external(double bytes) {
    return new BankTimes(0, 0, 0, 0, 0, bytes, 0, 0);
  }

  double seconds() {
    return inputs + computing + rows + outputs + refresh;
  }

  BankTimes plus(BankTimes other) {
    return new BankTimes(
        inputs + other.inputs,
        computing + other.computing,
        rows + other.rows,
        outputs + other.outputs,
        refresh + other.refresh,
        externalBytes + other.externalBytes,
        bankBytes + other.bankBytes,
        multiplyAdds + other.multiplyAdds);
  }
}
