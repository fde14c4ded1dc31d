/** Published acceleration techniques as data on top of primitives that change a workload. */
package ridgepoint.technique;
