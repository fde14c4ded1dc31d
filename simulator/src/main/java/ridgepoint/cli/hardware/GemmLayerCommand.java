package ridgepoint.cli.hardware;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.input.InputException;
import ridgepoint.systolic.Layer;

/** {@code ridgepoint cycle gemm}. */
@Command(
    name = "gemm",
    sortOptions = false,
    description = {
      "C[m,n] = A[m,k] B[k,n] on a systolic array, fold by fold: cycles, stalls, utilization (in",
      "percent), and words read and written by the scratchpads and by main memory.",
    })
public final class GemmLayerCommand extends LayerCommand {
  @Option(names = "--m", paramLabel = "N", description = "Rows of A.")
  Long m;

  @Option(names = "--n", paramLabel = "N", description = "Columns of B.")
  Long n;

  @Option(names = "--k", paramLabel = "N", description = "Columns of A.")
  Long k;

  @Option(
      names = "--batches",
      paramLabel = "N",
      description = "Independent products, one after the other (default: 1).")
  Long batches = 1L;

  @Option(
      names = "--sparsity",
      paramLabel = "N:M",
      description = "N of every M weights along k are kept and occupy the array.")
  String sparsity;

  public GemmLayerCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected GemmLayerCommand another() {
    return new GemmLayerCommand(terminal, workbench);
  }

  @Override
  Layer layer() {
    return new Layer.Product(
        size("--batches", batches),
        size("--m", m),
        size("--n", n),
        size("--k", k),
        sparsity == null ? Layer.Sparsity.NONE : sparsity());
  }

  private Layer.Sparsity sparsity() {
    String[] parts = sparsity.split(":", -1);
    try {
      if (parts.length == 2) {
        return new Layer.Sparsity(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
      }
    } catch (NumberFormatException e) {
      // Said below, like a missing colon.
    }
    throw new InputException("--sparsity is written as in 2:4, got " + sparsity);
  }

  @Override
  String name() {
    return "gemm " + m + "x" + n + "x" + k;
  }
}
