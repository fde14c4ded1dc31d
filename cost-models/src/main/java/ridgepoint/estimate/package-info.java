/** What every cost model answers with, and the interface it answers through. */
package ridgepoint.estimate;
