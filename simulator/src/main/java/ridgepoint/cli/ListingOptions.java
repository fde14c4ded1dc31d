package ridgepoint.cli;

import picocli.CommandLine.Option;

/** The form of what a command lists. */
final class ListingOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
      defaultValue = "table")
  private Form form;

  /** Spelt as users write them. */
  private enum Form {
    table,
    json
  }

  boolean isJson() {
    return form == Form.json;
  }
}
