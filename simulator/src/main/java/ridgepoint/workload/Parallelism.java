package ridgepoint.workload;

/**
 * How a model is spread over devices. Ranks are numbered tensor-parallel innermost, then pipeline,
 * then data. Experts are spread over {@code expert} ranks within the tensor x data ranks.
 */
public record Parallelism(int tensor, int pipeline, int expert, int data) {
  public static final Parallelism NONE = new Parallelism(1, 1, 1, 1);

  public int devices() {
    return tensor * pipeline * data;
  }
}
