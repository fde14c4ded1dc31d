package ridgepoint.cli.hardware;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.input.InputException;
import ridgepoint.systolic.Layer;

/** {@code ridgepoint cycle conv}. */
@Command(
    name = "conv",
    sortOptions = false,
    description = "A convolution on a systolic array as a matrix product; otherwise as cycle gemm.")
public final class ConvolutionLayerCommand extends LayerCommand {
  private static final String IMPLICIT = "implicit";
  private static final String EXPANDED = "im2col";

  @Option(names = "--height", paramLabel = "N", description = "Rows of the image.")
  Long height;

  @Option(names = "--width", paramLabel = "N", description = "Columns of the image.")
  Long width;

  @Option(names = "--filter-height", paramLabel = "N", description = "Rows of a filter.")
  Long filterHeight;

  @Option(names = "--filter-width", paramLabel = "N", description = "Columns of a filter.")
  Long filterWidth;

  @Option(names = "--channels", paramLabel = "N", description = "Channels of the image.")
  Long channels;

  @Option(names = "--filters", paramLabel = "N", description = "Filters: channels of the output.")
  Long filters;

  @Option(
      names = "--stride",
      paramLabel = "N",
      description = "Pixels between windows (default: 1).")
  Long stride = 1L;

  @Option(
      names = "--lowering",
      paramLabel = "NAME",
      description =
          "implicit (default): inputs are gathered from the image; im2col: from a matrix in"
              + " memory.")
  String lowering = IMPLICIT;

  public ConvolutionLayerCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected ConvolutionLayerCommand another() {
    return new ConvolutionLayerCommand(terminal, workbench);
  }

  @Override
  Layer layer() {
    if (!lowering.equals(IMPLICIT) && !lowering.equals(EXPANDED)) {
      throw new InputException(
          "--lowering '" + lowering + "' is not known; there are implicit, im2col");
    }
    return new Layer.Convolution(
        size("--height", height),
        size("--width", width),
        size("--filter-height", filterHeight),
        size("--filter-width", filterWidth),
        size("--channels", channels),
        size("--filters", filters),
        size("--stride", stride),
        lowering.equals(EXPANDED));
  }

  @Override
  String name() {
    return "conv %dx%dx%d, %d filters of %dx%d, stride %d"
        .formatted(height, width, channels, filters, filterHeight, filterWidth, stride);
  }
}
