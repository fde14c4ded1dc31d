/** What a device costs to make, to buy, to run, and per million tokens. */
package ridgepoint.ownership;
