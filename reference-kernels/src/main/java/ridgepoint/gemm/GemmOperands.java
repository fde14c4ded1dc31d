package ridgepoint.gemm;

import java.util.List;
import ridgepoint.tile.Operand;

/** The tensors of a product; null where it has no such one. */
record GemmOperands(
    List<Operand> all,
    Operand left,
    Operand right,
    Operand output,
    Operand positions,
    Operand rowScales,
    Operand columnScales,
    Operand bias,
    Operand partials) {}
