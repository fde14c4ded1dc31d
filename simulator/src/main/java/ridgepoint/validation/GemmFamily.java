package ridgepoint.validation;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;

/**
 * Products of activations and weights. Rows of narrow types include the dynamic quantisation of the
 * activations in kernels of its own, which {@link Quantisation} states per backend.
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

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    List<Operator> kernels =
        kernels(row.text("backend"), dtype(row), row.size("m"), row.size("n"), row.size("k"));
    String shape = "%dx%dx%d".formatted(row.size("m"), row.size("n"), row.size("k"));
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

  static List<Operator> kernels(String backend, String dtype, long m, long n, long k) {
    Precision precision = Precision.of(dtype);
    List<Operator> kernels = new ArrayList<>(Quantisation.kernels(precision, backend, m, k));
    kernels.add(precision.linear(m, k, n));
    return kernels;
  }
}
