/** Whole models: run, compare, sweep, execute. */
package ridgepoint.cli.run;
