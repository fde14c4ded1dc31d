package ridgepoint.pim.aim;

import ridgepoint.cycle.CommandLog;
import ridgepoint.dram.DramConfiguration.Timings;

/**
 * One channel that takes its commands in order, each at the first cycle its timing allows. All
 * banks are opened, computed in and closed together, rows when the next ones are needed; a refresh
 * that is due goes before rows are opened. Commands to registers and to the global buffer are
 * another mode than those to banks.
 */
final class AimChannel {
  private final Aim device;
  private final Timings timings;
  private final int burst;
  private final CommandLog log;
  private long clock;
  private boolean isOpen;
  private boolean registerMode;
  private long opened;
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

  /** Changes between commands to banks and to registers. */
  private void mode(boolean registers) {
    if (registerMode != registers) {
      log.occupied("mode", "change mode", clock, device.delays().mode());
      clock += device.delays().mode();
      registerMode = registers;
    }
  }

  /** Columns of the input to the global buffer. */
  void writeBuffer(int columns) {
    mode(true);
    for (int i = 0; i < columns; i++) {
      at(busReady);
      busReady = clock + Math.max(burst, timings.ccdS());
      log.occupied("global buffer", "write buffer", clock, busReady - clock);
      bufferWrites++;
      clock++;
    }
    macReady = Math.max(macReady, clock + timings.cwl() + burst + timings.wtrL());
  }

  /** Opens a row in all banks, those that are open closed first. */
  void open() {
    mode(false);
    close();
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
    isOpen = true;
    opened = clock;
    prechargeReady = clock + timings.ras();
    activateReady = clock + timings.rc();
    clock++;
  }

  /** Multiplies columns of the open rows by the buffer's. */
  void multiply(int columns) {
    macReady = Math.max(macReady, opened + device.delays().activateToMac());
    for (int i = 0; i < columns; i++) {
      at(macReady);
      macReady = clock + device.macCycles();
      log.occupied("units", "multiply-add", clock, device.macCycles());
      macs++;
      clock++;
    }
    prechargeReady = Math.max(prechargeReady, clock - 1 + timings.rtp());
    resultsReady = clock - 1 + timings.ccdL();
  }

  /** Operands from banks of a group, column by column, and the result back to another one. */
  void elementwise(int columns) {
    macReady = Math.max(macReady, opened + device.delays().activateToElementwise());
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
    mode(true);
    at(busReady);
    busReady = clock + Math.max(burst, timings.ccdS());
    log.occupied("global buffer", "write bias", clock, busReady - clock);
    macReady = Math.max(macReady, clock + timings.cwl() + burst + timings.wtrL());
    biasWrites++;
    clock++;
  }

  /** The function of all sums, interpolated between values of the open rows. */
  void applyFunction() {
    at(Math.max(resultsReady, opened + device.delays().activateToFunction()));
    log.occupied("units", "function", clock, timings.ccdL());
    prechargeReady = Math.max(prechargeReady, clock + timings.rtp());
    resultsReady = clock + timings.ccdL();
    functions++;
    clock++;
  }

  /** Sums of all banks, a burst out of registers, which have no latency of a bank's. */
  void readResults() {
    mode(true);
    at(Math.max(busReady, resultsReady));
    busReady = clock + burst + timings.rtrs();
    log.occupied("results", "read results", clock, busReady - clock);
    resultReads++;
    clock++;
  }

  /** Closes the rows of all banks, if they are open. */
  void close() {
    if (!isOpen) {
      return;
    }
    mode(false);
    at(prechargeReady);
    isOpen = false;
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
