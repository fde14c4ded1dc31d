package ridgepoint.validation.family;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ridgepoint.number.DataType;
import ridgepoint.number.Format;
import ridgepoint.operator.Elementwise;
import ridgepoint.operator.Operator;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;

/** The software that ran the measurements, by label. */
public final class Stacks {
  private static final Format INDEX = Format.of(DataType.INT32);

  private final SoftwareLibrary library = new SoftwareLibrary();
  private final Servers servers = new Servers();
  private final SoftwareStack usual = library.load(SoftwareLibrary.DEFAULT);

  /** The stacks that are shipped. */
  public Stacks() {}

  /**
   * The stack of a row's label and version; the usual one when it has none of its own. Kernels of
   * low latency are others ({@code LABEL/min-latency}).
   */
  public SoftwareStack of(Row row) {
    String label = servers.software(row).orElse(row.text("backend"));
    boolean fast = row.isSet("min_latency");
    return of(fast ? label + "/min-latency" : label, row.textOrEmpty("version"));
  }

  /** The same of a label in a version; empty for the newest. */
  SoftwareStack of(String backend, String version) {
    return library.ofBackend(backend, version).orElse(usual);
  }

  /**
   * The kernels with the small ones of a software around them.
   *
   * @param software that runs them
   * @param use the family, with {@code /} and a data type or phase after it where that matters;
   *     what has no entry of its own takes the family's
   * @param rows entries that a small kernel handles, such as sequences
   */
  static List<Operator> around(
      List<Operator> kernels, SoftwareStack software, String use, long rows) {
    List<Operator> all = new ArrayList<>(kernels);
    all.addAll(
        Collections.nCopies(
            software.smallKernels(use),
            new Elementwise(Elementwise.Function.COPY, rows, 1, INDEX, INDEX)));
    return all;
  }

  /** Seconds between calls of that software from the host; 0 where none are known. */
  public double hostSeconds(String software) {
    return library.ids().stream()
        .map(id -> library.load(id).hostSeconds().get(software))
        .filter(seconds -> seconds != null)
        .findFirst()
        .orElse(0.0);
  }
}
