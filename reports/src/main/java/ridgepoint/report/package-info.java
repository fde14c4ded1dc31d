/** Plain result records, and what every report is made of. Nothing here asks a model again. */
package ridgepoint.report;
