/** CPUs: cores with SIMD or matrix extensions, blocked for their caches, meeting at barriers. */
package ridgepoint.cpu;
