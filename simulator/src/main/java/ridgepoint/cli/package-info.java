/** The command line: one class per command; options in, results out, errors in one line. */
package ridgepoint.cli;
