/** Memories that compute: {@code ridgepoint pim}. */
package ridgepoint.cli.pim;
