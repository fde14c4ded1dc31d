/** What is built in: devices, models, techniques, software stacks. */
package ridgepoint.cli.listing;
