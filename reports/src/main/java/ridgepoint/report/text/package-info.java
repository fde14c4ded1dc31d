/** Results as text: JSON and CSV for programs, tables for a terminal. */
package ridgepoint.report.text;
