/** Files and directories of reports, written whole or not at all. */
package ridgepoint.report.directory;
