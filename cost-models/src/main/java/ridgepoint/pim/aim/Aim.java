package ridgepoint.pim.aim;

import ridgepoint.dram.DramConfiguration;
import ridgepoint.hardware.PimEngine.MacroCommands.Delays;

/**
 * A GDDR6-AiM (Lee et al., ISSCC 2022): a unit beside every bank, a global buffer for a channel.
 *
 * @param channels with units
 * @param lanes elements of a column
 * @param macCycles between products of all banks
 * @param bufferColumns of the global buffer, as many as a row of a bank has
 * @param elementwiseBanks that element-wise commands take operands from
 * @param delays between commands
 */
public record Aim(
    DramConfiguration dram,
    int channels,
    int lanes,
    int macCycles,
    int bufferColumns,
    int elementwiseBanks,
    Delays delays) {
  int banks() {
    return dram.organization().banksPerRank();
  }
}
