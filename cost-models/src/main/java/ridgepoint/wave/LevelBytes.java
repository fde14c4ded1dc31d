package ridgepoint.wave;

/** Bytes a pass reads and writes across each memory level; 0 at levels within a unit. */
public record LevelBytes(double[] read, double[] written) {}
