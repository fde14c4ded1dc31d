/** What the charts show, worked out once, and the charts themselves as PNG. */
package ridgepoint.report.chart;
