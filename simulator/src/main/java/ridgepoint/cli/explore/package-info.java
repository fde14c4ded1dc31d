/** Many designs: explore, its queries, solve. */
package ridgepoint.cli.explore;
