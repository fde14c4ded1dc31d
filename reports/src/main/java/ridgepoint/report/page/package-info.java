/** Self-contained HTML pages: templates, style and script live beside the classes as resources. */
package ridgepoint.report.page;
