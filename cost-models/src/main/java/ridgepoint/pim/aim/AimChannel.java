package ridgepoint.pim.aim;

import ridgepoint.cycle.CommandLog;
import ridgepoint.dram.DramConfiguration.Timings;

/**
 * One channel that takes its commands in order, each at the first cycle its timing allows. All
 * banks are opened, computed in and closed together; a refresh that is due goes before rows are
 * opened.
 */
final class AimChannel {
  private final Aim device;
  private final Timings timings;
  private final int burst;
  private final CommandLog log;
  private long clock;
  private long activateReady;
  private long macReady;
  private long prechargeReady;
  private long busReady;
  private long resultsReady;
  private long refreshDue;

  private long macs;
  private long bufferWrites;
  private long resultReads;
  private long activates;
  private long refreshes;
  private long elementwise;
  private long biasWrites;
  private long functions;

  AimChannel(Aim device, CommandLog log) {
    this.device = device;
    this.log = log;
    timings = device.dram().timings();
    burst = device.dram().organization().burstCycles();
    refreshDue = timings.refi();
  }

  private void at(long cycle) {
    clock = Math.max(clock, cycle);
  }

  /** Columns of the input to the global buffer. */
  void writeBuffer(int columns) {
    for (int i = 0; i < columns; i++) {
      at(busReady);
      busReady = clock + Math.max(burst, timings.ccdS());
      log.occupied("global buffer", "write buffer", clock, busReady - clock);
      bufferWrites++;
      clock++;
    }
    macReady = Math.max(macReady, clock + timings.cwl() + burst + timings.wtrL());
  }

  /** Opens a row in all banks. */
  void open() {
    if (clock >= refreshDue) {
      at(activateReady);
      activateReady = clock + timings.rfc();
      log.occupied("refresh", "refresh", clock, timings.rfc());
      refreshDue += timings.refi();
      refreshes++;
    }
    at(activateReady);
    log.occupied("rows of all banks", "activate", clock, timings.rcdRead());
    activates += device.banks();
    macReady = Math.max(macReady, clock + timings.rcdRead());
    prechargeReady = clock + timings.ras();
    activateReady = clock + timings.rc();
    clock++;
  }

  /** Multiplies columns of the open rows by the buffer's. */
  void multiply(int columns) {
    for (int i = 0; i < columns; i++) {
      at(macReady);
      macReady = clock + device.macCycles();
      log.occupied("units", "multiply-add", clock, device.macCycles());
      macs++;
      clock++;
    }
    prechargeReady = Math.max(prechargeReady, clock - 1 + timings.rtp());
    resultsReady = clock - 1 + timings.cl();
  }

  /** Operands from banks of a group, column by column, and the result back to another one. */
  void elementwise(int columns) {
    for (int i = 0; i < columns; i++) {
      at(macReady);
      macReady = clock + timings.ccdL();
      log.occupied("units", "element-wise", clock, timings.ccdL());
      elementwise++;
      clock++;
    }
    prechargeReady = Math.max(prechargeReady, clock - 1 + timings.cwl() + burst + timings.wr());
  }

  /** Biases of all banks to their accumulators, a burst. */
  void writeBias() {
    at(busReady);
    busReady = clock + Math.max(burst, timings.ccdS());
    log.occupied("global buffer", "write bias", clock, busReady - clock);
    macReady = Math.max(macReady, clock + timings.cwl() + burst + timings.wtrL());
    biasWrites++;
    clock++;
  }

  /** The function of all sums, interpolated between values of the open rows. */
  void applyFunction() {
    at(Math.max(macReady, resultsReady));
    log.occupied("units", "function", clock, timings.ccdL());
    prechargeReady = Math.max(prechargeReady, clock + timings.rtp());
    resultsReady = clock + timings.cl();
    functions++;
    clock++;
  }

  /** Sums of all banks, a burst. */
  void readResults() {
    at(Math.max(busReady, resultsReady));
    busReady = clock + timings.cl() + burst + timings.rtrs() - timings.cwl();
    log.occupied("results", "read results", clock, busReady - clock);
    resultReads++;
    clock++;
  }

  void close() {
    at(prechargeReady);
    activateReady = Math.max(activateReady, clock + timings.rp());
    log.occupied("rows of all banks", "precharge", clock, timings.rp());
    clock++;
  }

  /** Cycles until all is done. */
  long end() {
    return Math.max(Math.max(clock, activateReady - timings.rp()), busReady);
  }

  long macs() {
    return macs;
  }

  long bufferWrites() {
    return bufferWrites;
  }

  long biasWrites() {
    return biasWrites;
  }

  long functions() {
    return functions;
  }

  long resultReads() {
    return resultReads;
  }

  long activates() {
    return activates;
  }

  long refreshes() {
    return refreshes;
  }

  long elementwiseCommands() {
    return elementwise;
  }
}
