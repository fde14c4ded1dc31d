/** Mixture of experts: choosing experts, moving tokens to them and their results back. */
package ridgepoint.moe;
