/** Attention as tile programs: online softmax over key blocks, whole or split over workers. */
package ridgepoint.attention;
