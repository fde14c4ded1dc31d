/** The arrows between modules and packages, held by tests. */
package ridgepoint.architecture;
