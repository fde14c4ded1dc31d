/**
 * Verbs for notebooks and scripts: a question about a model on a machine, its answer, the same
 * question varied, and tables, charts and findings to show of the answers. Nothing else depends on
 * this package.
 */
package ridgepoint.notebook;
