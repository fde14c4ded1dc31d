/**
 * What every command is made of: terminal, parser, results in their forms, batches, progress,
 * errors in one line.
 */
package ridgepoint.cli.frame;
