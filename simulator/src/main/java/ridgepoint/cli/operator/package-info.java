/** One operator from its shape: {@code ridgepoint op}. */
package ridgepoint.cli.operator;
