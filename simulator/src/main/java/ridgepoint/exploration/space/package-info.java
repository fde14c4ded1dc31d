/** What varies in an exploration: axes, their values, and plans of which points to look at. */
package ridgepoint.exploration.space;
