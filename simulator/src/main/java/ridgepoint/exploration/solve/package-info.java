/** The value of one axis that just meets a target. */
package ridgepoint.exploration.solve;
