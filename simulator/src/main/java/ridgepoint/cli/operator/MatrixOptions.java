package ridgepoint.cli.operator;

import picocli.CommandLine.Option;

/** The extents of the matrix that a row-wise or element-wise operator works on. */
final class MatrixOptions {
  @Option(names = "--rows", paramLabel = "N", description = "Rows.")
  Long rows;

  @Option(
      names = {"--cols", "--columns"},
      paramLabel = "N",
      description = "Columns.")
  Long columns;
}
