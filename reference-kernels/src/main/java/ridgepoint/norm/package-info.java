/** Layer and root-mean-square normalisation over rows. */
package ridgepoint.norm;
