/** How fast the program itself is. */
package ridgepoint.cli.bench;
