package ridgepoint.pim.hbm;

import ridgepoint.dram.DramConfiguration;

/**
 * An HBM-PIM: what its units are made of and the memory they sit in (Lee et al., ISCA 2021).
 *
 * @param dram the memory, a pseudo-channel each channel
 * @param queueEntries accesses that the controller of a channel looks at
 * @param channels pseudo-channels with units
 * @param unitsPerChannel units of a pseudo-channel, each between an even and an odd bank
 * @param lanes fp16 elements of a register, which is one burst
 * @param registers of each of the two general register files
 */
public record HbmPim(
    DramConfiguration dram,
    int queueEntries,
    int channels,
    int unitsPerChannel,
    int lanes,
    int registers) {
  /** Bursts of a row. */
  int columnsPerRow() {
    return dram.organization().columns() / dram.organization().burstLength();
  }

  int banks() {
    return dram.organization().banksPerRank();
  }

  /** Rows of a matrix that the units of some channels accumulate at once. */
  long outputTile(long inChannels) {
    return inChannels * unitsPerChannel * registers;
  }

  /** Elements of the input that the registers of a unit hold. */
  int inputTile() {
    return registers * lanes;
  }

  /** Elements that all banks take in one round of element-wise work. */
  long elementTile() {
    return (long) channels * banks() * registers * lanes;
  }
}
