/**
 * Options that several commands share: the machine, its cycle simulations, number formats,
 * fidelity.
 */
package ridgepoint.cli.option;
