/**
 * Reads device and system descriptions from YAML, strictly: the shipped library and users' files.
 */
package ridgepoint.hardware.library;
