/** Experiments: what is varied from which base, what is asked for, and how it is searched. */
package ridgepoint.exploration.experiment;
