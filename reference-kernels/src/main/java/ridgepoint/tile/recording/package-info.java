/** Records what one tile of each class uses, step by step; the input of the pipeline models. */
package ridgepoint.tile.recording;
