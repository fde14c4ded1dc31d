package ridgepoint.validation;

import java.util.List;
import java.util.Optional;
import ridgepoint.hardware.DeviceSpec;
import ridgepoint.operator.Operator;

/**
 * Energy of the board while a kernel repeats. Rows whose loop was too short for power to settle do
 * not count.
 */
final class EnergyFamily implements Family {
  private static final String NOT_SETTLED = "power had not settled";

  @Override
  public String name() {
    return "energy";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "op", "dtype", "a1", "a2", "a3", "a4", "a5", "a6", "dist", "energy_j", "settled");
  }

  @Override
  public String dtype(Row row) {
    return row.text("dtype");
  }

  @Override
  public List<Measured> measured(Row row, DeviceSpec device) {
    List<Operator> kernels = kernels(row, device);
    Question.Kernels question =
        new Question.Kernels(row.text("op") + " " + shape(row), kernels, Question.Timing.GRAPH);
    Optional<String> leftOut = row.isSet("settled") ? Optional.empty() : Optional.of(NOT_SETTLED);
    return List.of(
        new Measured(dtype(row), row.amount("energy_j"), leftOut, new Question.Joules(question)));
  }

  private static String shape(Row row) {
    return String.join(
        " ",
        List.of("a1", "a2", "a3", "a4", "a5", "a6").stream()
            .map(row::text)
            .filter(text -> !text.isEmpty())
            .toList());
  }

  private static List<Operator> kernels(Row row, DeviceSpec device) {
    String backend = row.text("backend");
    return switch (row.text("op")) {
      case "gemm" ->
          GemmFamily.kernels(
              backend, row.text("dtype"), row.size("a1"), row.size("a2"), row.size("a3"));
      case "attn_prefill" -> prefill(row, backend, device);
      case "attn_decode" ->
          DecodeFamily.kernels(
              row.size("a1"),
              row.whole("a2", 0),
              row.count("a3"),
              row.count("a4"),
              row.count("a5"),
              row.whole("a6", 0),
              row.text("dtype"),
              backend);
      case "moe" -> experts(row, backend);
      default -> throw new OutOfScope("operation '" + row.text("op") + "' is not known");
    };
  }

  private static List<Operator> prefill(Row row, String backend, DeviceSpec device) {
    String[] types = row.text("dtype").split("/", -1);
    if (types.length != 2) {
      throw row.wrong("dtype", "the type computed in, '/', and that of the cache");
    }
    PrefillFamily.Attended attended =
        new PrefillFamily.Attended(
            row.size("a1"),
            row.size("a2"),
            row.size("a2"),
            row.count("a3"),
            row.count("a4"),
            row.count("a5"),
            row.whole("a6", 0));
    return PrefillFamily.kernels(attended, backend, types[0], types[1], device);
  }

  private static List<Operator> experts(Row row, String backend) {
    String[] shares = row.text("a6").split("x", -1);
    if (shares.length != 2) {
      throw row.wrong("a6", "tensor times expert parallelism, such as 1x8");
    }
    ExpertLayer layer =
        new ExpertLayer(
            row.size("a1"),
            row.size("a2"),
            row.size("a3"),
            row.count("a4"),
            row.count("a5"),
            Integer.parseInt(shares[0]),
            Integer.parseInt(shares[1]),
            true,
            row.text("dist"));
    return layer.kernels(Precision.of(row.text("dtype")), backend);
  }
}
