package ridgepoint.validation.family;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.gpu.GpuMachine;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;

/**
 * Products of activations and weights. Rows of narrow types include the dynamic quantisation of the
 * activations in kernels of its own, which {@link Quantisation} states per backend; those whose
 * column {@code quantisation} says {@code excluded} are the product alone.
 */
final class GemmFamily implements Family {
  @Override
  public String name() {
    return "gemm";
  }

  @Override
  public List<String> columns() {
    return List.of("dtype", "m", "n", "k", "latency_s", "flag");
  }

  @Override
  public String dtype(Row row) {
    return row.text("dtype");
  }

  /** Libraries have kernels of their own for products of few rows. */
  @Override
  public String use(Row row) {
    return use(dtype(row), row.size("m"));
  }

  static String use(String dtype, long rows) {
    return dtype + (GpuMachine.hasFewRows(rows) ? "/few-rows" : "");
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    long m = row.size("m");
    long n = row.size("n");
    long k = row.size("k");
    Precision precision = Precision.of(dtype(row)).on(device);
    boolean excluded =
        row.oneOf("quantisation", Activations.class)
            .filter(Activations.EXCLUDED::equals)
            .isPresent();
    List<Operator> kernels =
        excluded
            ? List.of(precision.linear(m, k, n))
            : kernels(row.text("backend"), precision, m, n, k);
    String shape = "%dx%dx%d".formatted(m, n, k);
    return List.of(
        Measured.latency(
            row,
            dtype(row),
            new Question.Kernels(
                shape,
                kernels,
                Conditions.timing(row.text("source")),
                Conditions.weights(row.text("source"), row.text("backend"), dtype(row)))));
  }

  static List<Operator> kernels(String backend, Precision precision, long m, long n, long k) {
    List<Operator> kernels = new ArrayList<>(Quantisation.kernels(precision, backend, m, k));
    kernels.add(precision.linear(m, k, n));
    return kernels;
  }

  /** Whether their quantisation is part of what was measured. */
  private enum Activations {
    INCLUDED,
    EXCLUDED
  }
}
