/** Results of explorations: one DuckDB file each, and what is read from it. */
package ridgepoint.exploration.result;
