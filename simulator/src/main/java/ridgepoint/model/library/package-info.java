/** Where models come from: built-in descriptions, config.json, safetensors and GGUF files. */
package ridgepoint.model.library;
