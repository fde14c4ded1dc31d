/** Matrix products as tile programs: plain, batched, split along k, quantised, sparse, grouped. */
package ridgepoint.gemm;
