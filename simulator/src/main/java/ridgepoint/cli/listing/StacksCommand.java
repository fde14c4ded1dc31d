package ridgepoint.cli.listing;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ridgepoint.cli.frame.Lines;
import ridgepoint.cli.frame.ListingOptions;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.input.InputException;
import ridgepoint.report.text.JsonText;
import ridgepoint.report.text.TextTable;
import ridgepoint.software.Batching;
import ridgepoint.software.Fusion;
import ridgepoint.software.Host;
import ridgepoint.software.SoftwareLibrary;
import ridgepoint.software.SoftwareStack;

/** Lists the software stacks there are, explains one, or checks a user's description. */
@Command(
    name = "stacks",
    description = {
      "Lists the software stacks that --stack runs a model with, explains one, or checks a file.",
      "A stack says which work shares a kernel, whose kernels run, what the host does in every",
      "step, and how requests are batched."
    })
public final class StacksCommand implements Runnable {
  private static final int WIDTH = 120;

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "A stack, or the path of a description.")
  private String id;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Check a description of a software stack.")
  private Path check;

  @Mixin private ListingOptions listing = new ListingOptions();

  public StacksCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (check != null && id != null) {
      throw new InputException("stacks takes an ID or --check FILE, not both");
    }
    SoftwareLibrary library = new SoftwareLibrary();
    terminal.print(check != null ? checked(library) : id != null ? one(library) : list(library));
  }

  private String checked(SoftwareLibrary library) {
    String path = check.isAbsolute() ? check.toString() : "./" + check;
    SoftwareStack stack = library.load(path);
    DescriptionSchema.check(check);
    return check + ": valid (" + stack.id() + ", " + stack.name() + ")\n";
  }

  private String list(SoftwareLibrary library) {
    List<SoftwareStack> stacks = library.ids().stream().map(library::load).toList();
    if (listing.isJson()) {
      return JsonText.pretty(
          json ->
              json.put("schema", "ridgepoint.stacks/1")
                  .objects("stacks", stacks, StacksCommand::describe));
    }
    TextTable table = new TextTable().left("id").left("kernels of").right("fuses").flexible("name");
    for (SoftwareStack stack : stacks) {
      long fused = fused(stack.fusion()).values().stream().filter(each -> each).count();
      table.row(stack.id(), stack.kernels(), Long.toString(fused) + " of 7", stack.name());
    }
    return table.render(WIDTH, false)
        + "\nridgepoint stacks ID explains one; ridgepoint run --stack ID runs a model with it\n";
  }

  private String one(SoftwareLibrary library) {
    SoftwareStack stack = library.load(id);
    return listing.isJson() ? JsonText.pretty(json -> describe(json, stack)) : explanation(stack);
  }

  private static String explanation(SoftwareStack stack) {
    Lines out = new Lines();
    out.add("%s (%s)", stack.name(), stack.id());
    out.add("kernels   of %s", stack.kernels());
    fused(stack.fusion())
        .forEach((work, isFused) -> out.add("%s %s", isFused ? "fused    " : "apart    ", work));
    Host host = stack.host();
    out.add(
        "host      %.3g us a step and %.3g us a sequence",
        micro(host.stepSeconds()), micro(host.sequenceSeconds()));
    out.add(
        "          %.3g us a kernel in steps of more than %d tokens",
        micro(host.kernelSeconds()), host.graphTokens());
    out.add("          %.3g ms a request on its way", 1e3 * host.requestSeconds());
    out.add(
        "          %s",
        host.overlapped()
            ? "prepares a step while the last one runs"
            : "prepares a step after the last one");
    Batching batching = stack.batching();
    out.add(
        "batches   %d tokens and %d sequences a step at most",
        batching.tokensPerStep(), batching.sequences());
    out.add(
        "          %s",
        batching.prefillFirst() ? "prompts before decoding" : "prompts and decoding in one step");
    out.add("          %s", batching.chunked() ? "prompts may be cut" : "prompts stay whole");
    stack.parameters().forEach((path, value) -> out.add("parameter %s = %s", path, value));
    return out.toString();
  }

  private static double micro(double seconds) {
    return 1e6 * seconds;
  }

  private static Map<String, Boolean> fused(Fusion fusion) {
    Map<String, Boolean> work = new LinkedHashMap<>();
    work.put("qkv_projection", fusion.qkvProjection());
    work.put("gate_up_projection", fusion.gateUpProjection());
    work.put("rotary", fusion.rotary());
    work.put("cache_write", fusion.cacheWrite());
    work.put("residual_add", fusion.residualAdd());
    work.put("gated_activation", fusion.gatedActivation());
    work.put("quantisation", fusion.quantisation());
    return work;
  }

  private static void describe(JsonText json, SoftwareStack stack) {
    Host host = stack.host();
    Batching batching = stack.batching();
    json.put("id", stack.id())
        .put("name", stack.name())
        .put("kernels", stack.kernels())
        .strings("backends", stack.backends())
        .object("fusion", fusion -> fused(stack.fusion()).forEach(fusion::put))
        .object(
            "host",
            each ->
                each.put("step_s", host.stepSeconds())
                    .put("sequence_s", host.sequenceSeconds())
                    .put("kernel_s", host.kernelSeconds())
                    .put("graph_tokens", host.graphTokens())
                    .put("overlapped", host.overlapped())
                    .put("request_s", host.requestSeconds()))
        .object(
            "batching",
            each ->
                each.put("tokens_per_step", batching.tokensPerStep())
                    .put("sequences", batching.sequences())
                    .put("memory_fraction", batching.memoryFraction())
                    .put("reserving", batching.reserving())
                    .put("prefill_first", batching.prefillFirst())
                    .put("chunked", batching.chunked()))
        .numbers("parameters", stack.parameters());
  }
}
