/** What a report shows of stored results: points drawn, the best by pairs of axes, next steps. */
package ridgepoint.exploration.report;
