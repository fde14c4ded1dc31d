package ridgepoint.hardware;

import java.util.Locale;

/** The kinds of device there are models for. */
public enum DeviceKind {
  GPU,
  CPU,
  NPU,
  FPGA,
  PIM;

  /** The name in YAML and results: {@code gpu}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
