package ridgepoint.area;

import java.util.Locale;

/** What takes area on a die. */
public enum AreaUnit {
  /** Multiply-add units of tensor cores, systolic arrays and other matrix units. */
  MATRIX,
  /** Floating-point and integer lanes. */
  VECTOR,
  REGISTERS,
  /** Memories of single compute units: shared memory, L1, private L2, local scratchpads. */
  LOCAL_MEMORY,
  /** Instruction issue and operand delivery. */
  SCHEDULERS,
  /** What else a core has: load and store, instruction fetch, texture units. */
  CORE_CONTROL,
  RAY_TRACING,
  /** Memories that compute units share, with their slices' logic. */
  CACHE,
  CROSSBAR,
  /** Controllers and physical interfaces of the main memory. */
  MEMORY_INTERFACE,
  /** Lanes to the host and to peers with their controllers. */
  LINKS,
  /** Rasterisers, video and displays. */
  GRAPHICS,
  /** Command processors, copy engines, management. */
  FRONT_END,
  /** What no unit of this list covers on dies where that is known. */
  UNLABELLED;

  /** As in results, such as {@code memory_interface}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it belongs to the compute units. */
  public boolean isCore() {
    return ordinal() <= RAY_TRACING.ordinal();
  }
}
