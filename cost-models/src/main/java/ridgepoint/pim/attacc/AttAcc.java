package ridgepoint.pim.attacc;

import ridgepoint.dram.DramConfiguration;

/**
 * A stack of AttAcc.
 *
 * @param dram its memory: channels with their ranks, bank groups and banks
 * @param pseudoChannels of a channel, which follow the same commands
 * @param macCycles least cycles between computing commands that several banks follow, which limits
 *     their power
 * @param queueEntries commands that a controller looks at
 */
public record AttAcc(
    DramConfiguration dram,
    Placement placement,
    int pseudoChannels,
    int macCycles,
    int queueEntries) {
  private static final int ELEMENT_BYTES = 2;

  /** Elements of one access. */
  int lanes() {
    return dram.organization().accessBytes() / ELEMENT_BYTES;
  }

  int columnsPerRow() {
    return dram.organization().columns() / dram.organization().burstLength();
  }

  int ranks() {
    return dram.organization().ranks();
  }

  int groups() {
    return dram.organization().bankGroups();
  }

  int banks() {
    return dram.organization().banks();
  }

  /** Parts that rows of a score matrix are spread over: each makes other scores. */
  int rowParts() {
    return placement == Placement.BUFFER ? pseudoChannels : pseudoChannels * ranks() * groups();
  }

  /** Parts that the dimension of a head is spread over. */
  int columnParts() {
    return placement == Placement.BANK ? banks() : 1;
  }
}
