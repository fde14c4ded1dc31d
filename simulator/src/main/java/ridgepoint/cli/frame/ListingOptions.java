package ridgepoint.cli.frame;

import picocli.CommandLine.Option;

/** The form of what a command lists. */
public final class ListingOptions {
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

  /** Whether JSON is wanted. */
  public boolean isJson() {
    return form == Form.json;
  }
}
