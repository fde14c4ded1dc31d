package ridgepoint.hardware.library;

import java.util.Optional;
import ridgepoint.hardware.Provenance;

/**
 * One value as a description states it.
 *
 * @param path of its key, such as {@code memory.hbm.bandwidth}
 * @param text as written, with its unit
 * @param provenance where it came from; empty for words, such as the kind of a dataflow
 */
public record Reading(String path, String text, Optional<Provenance> provenance) {}
