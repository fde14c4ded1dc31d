package ridgepoint.norm;

import java.util.ArrayList;
import java.util.List;
import ridgepoint.number.Format;
import ridgepoint.operator.Norm;
import ridgepoint.operator.Role;
import ridgepoint.tile.Operand;

/**
 * The tensors of a normalisation, in the order of their slots: input [rows, columns], weight [1,
 * columns], bias [1, columns] (layer normalisation only), output [rows, columns], and with a
 * residual its old and new values [rows, columns]. Absent ones are null.
 */
record NormOperands(
    List<Operand> all,
    Operand input,
    Operand weight,
    Operand bias,
    Operand output,
    Operand residual,
    Operand residualOutput) {

  static NormOperands of(Norm norm) {
    List<Operand> all = new ArrayList<>();
    Operand input = stream(all, "input", norm);
    Operand weight = parameter(all, "weight", norm);
    Operand bias = norm.type() == Norm.Type.LAYER ? parameter(all, "bias", norm) : null;
    Operand output = stream(all, "output", norm);
    Operand residual = norm.residual() ? stream(all, "residual", norm) : null;
    Operand residualOutput = norm.residual() ? stream(all, "residual output", norm) : null;
    return new NormOperands(
        List.copyOf(all), input, weight, bias, output, residual, residualOutput);
  }

  private static Operand stream(List<Operand> all, String name, Norm norm) {
    return add(all, name, Role.ACTIVATION, norm.activation(), norm.rows(), norm.columns());
  }

  private static Operand parameter(List<Operand> all, String name, Norm norm) {
    return add(all, name, Role.WEIGHT, norm.weight(), 1, norm.columns());
  }

  private static Operand add(
      List<Operand> all, String name, Role role, Format format, long rows, long columns) {
    Operand operand = new Operand(all.size(), name, role, format, 1, rows, columns);
    all.add(operand);
    return operand;
  }
}
