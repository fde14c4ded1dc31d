/** Results as events on a time line, for trace viewers. */
package ridgepoint.report.trace;
