package ridgepoint.pim.hbm;

import ridgepoint.dram.FencedChannel;

/**
 * Whether the banks of a channel follow the first two. Opening one row in four banks begins it,
 * closing another in two banks ends it. Meanwhile no other bank can be opened by itself.
 */
class Mode implements FencedChannel.Listener {
  private static final int PAIR = 0b11;

  private final int third;
  private int opened;
  private int closed;
  private boolean allBanks;

  Mode(HbmPim device) {
    third = device.banks() / 2;
  }

  final boolean allBanks() {
    return allBanks;
  }

  @Override
  public final boolean mayActivate(int bank) {
    return !allBanks || bank < 2;
  }

  @Override
  public void issued(long clock, String command, int bank, int row, int access) {
    if (!allBanks && row == Registers.ALL_BANK_ROW && command.equals("activate")) {
      opened |= bank < third ? 1 << bank : 1 << (2 + bank - third);
      if (opened == (PAIR | PAIR << 2)) {
        opened = 0;
        allBanks = true;
      }
    } else if (allBanks && row == Registers.SINGLE_BANK_ROW && command.equals("precharge")) {
      closed |= 1 << bank;
      if (closed == PAIR) {
        closed = 0;
        allBanks = false;
      }
    }
  }
}
