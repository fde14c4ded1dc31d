/**
 * AttAcc command by command: attention over a cache in HBM3 with units at banks, groups or dies.
 */
package ridgepoint.pim.attacc;
