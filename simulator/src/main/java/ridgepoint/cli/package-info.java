/**
 * The command line: one class per command, a package per group; options in, results out, errors in
 * one line.
 */
package ridgepoint.cli;
