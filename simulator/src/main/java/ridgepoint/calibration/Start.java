package ridgepoint.calibration;

import java.util.Collection;
import ridgepoint.pipeline.KindParameters;

/** What a fit knows of its parameters before it looks at rows. */
public enum Start {
  /** All that defaults and stacks say: values that may have been fitted to the same rows. */
  KNOWN,
  /** What the kind's defaults say, whatever the generation, the device and its software. */
  KIND;

  /** Parameters to start from, for a fit of some paths. */
  KindParameters of(KindParameters known, Collection<String> paths) {
    return this == KNOWN ? known : known.withKindDefaults(paths);
  }
}
