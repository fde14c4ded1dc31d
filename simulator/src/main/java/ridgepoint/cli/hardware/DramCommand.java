package ridgepoint.cli.hardware;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import ridgepoint.cli.frame.Names;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.ResultCommand;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.cli.frame.Workbench;
import ridgepoint.dram.CommandListener;
import ridgepoint.dram.DramConfiguration;
import ridgepoint.dram.DramLibrary;
import ridgepoint.dram.DramResult;
import ridgepoint.dram.DramsimIni;
import ridgepoint.dram.MemorySystem;
import ridgepoint.dram.RequestStream;
import ridgepoint.dram.TraceFile;
import ridgepoint.input.InputException;
import ridgepoint.input.NearMatch;
import ridgepoint.report.text.DramText;
import ridgepoint.simulation.Version;

/** {@code ridgepoint dram}: a stream of requests to a DRAM, command by command. */
@Command(
    name = "dram",
    sortOptions = false,
    description = {
      "Runs requests through a DRAM controller, command by command, and counts cycles, row hits,",
      "commands and energy.",
    },
    footerHeading = "%nStreams:%n",
    footer = {
      "  seq_rd, seq_wr     one access after another; seq_rd_50 at half the peak rate",
      "  mix21, mix21b      two arrays read and one written, in turn by 1 or by 16 accesses",
      "  rand_rd            anywhere; rand_mix21 with every third a write; rand_rd_25 at a quarter",
      "                     of the peak rate; chase_rd one at a time",
      "  stride8k_rd        every 8 KiB",
      "  rowconf_rd         the rows of one bank in turn",
    })
public final class DramCommand extends ResultCommand<DramText.Run> {
  private static final double NANOSECOND = 1e-9;
  private static final int MOST = 100_000_000;

  @Option(
      names = "--standard",
      paramLabel = "ID|FILE",
      description = "A memory of the library, or a YAML file, or an INI file of DRAMsim3.")
  String standard;

  @Option(
      names = "--mapper",
      paramLabel = "MAPPING",
      description = {
        "How addresses map to channels, banks, rows and columns: RoBaRaCoCh, MOP4CLXOR,",
        "ChRaBaRoCo, or fields from the most significant on such as rochrababgco. Also",
        "written behind the id: DDR5_4800/MOP4CLXOR."
      })
  String mapper;

  @Option(names = "--stream", paramLabel = "NAME", description = "Pattern of the requests.")
  String stream;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Requests from a trace as DRAMsim3 or Ramulator write them.")
  Path trace;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "How many; 100000 by default, of a trace all.")
  Integer requests;

  @Option(
      names = "--ini-keys",
      paramLabel = "READING",
      description = {
        "as-dramsim3 (default): keys of an INI file that DRAMsim3 does not read are passed over;",
        "as-meant: REFI, tRTP_L and tRTP_S count."
      })
  String iniKeys = Names.id(DramsimIni.Reading.AS_DRAMSIM3);

  public DramCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected DramCommand another() {
    return new DramCommand(terminal, workbench);
  }

  @Override
  public DramText.Run compute() {
    if (standard == null) {
      throw new InputException("--standard is missing: a memory such as HBM2_8Gb_x128");
    }
    DramConfiguration configuration =
        new DramLibrary()
            .load(
                standard,
                Names.parse("--ini-keys", iniKeys, DramsimIni.Reading.values()),
                Optional.ofNullable(mapper));
    RequestStream asked = requests(configuration);
    long before = cpuNanoseconds();
    DramResult result = new MemorySystem(configuration, CommandListener.NONE).run(asked);
    return new DramText.Run(
        Version.current(),
        configuration,
        trace == null ? stream : trace.toString(),
        result,
        (cpuNanoseconds() - before) * NANOSECOND);
  }

  private RequestStream requests(DramConfiguration configuration) {
    if ((stream == null) == (trace == null)) {
      throw new InputException("dram takes either --stream or --trace");
    }
    if (requests != null && (requests < 1 || requests > MOST)) {
      throw new InputException("--requests must be between 1 and " + MOST + ", got " + requests);
    }
    if (trace != null) {
      return TraceFile.read(trace, requests == null ? MOST : requests, configuration);
    }
    if (!RequestStream.names().contains(stream)) {
      throw new InputException(
          "--stream '%s' is not known%s; there are %s"
              .formatted(
                  stream,
                  NearMatch.hint(stream, RequestStream.names()),
                  String.join(", ", RequestStream.names())));
    }
    return RequestStream.of(stream, requests == null ? 100_000 : requests, configuration);
  }

  /** Of the whole process: the compiler of hot loops and the collector of garbage count too. */
  private static long cpuNanoseconds() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return system.getProcessCpuTime();
  }

  @Override
  protected String text(DramText.Run run, OutputFormat format) {
    return switch (format) {
      case TABLE -> DramText.table(run);
      case JSON -> DramText.json(run);
      case CSV -> DramText.csv(run);
    };
  }

  @Override
  protected String jsonLine(DramText.Run run) {
    return DramText.jsonLine(run);
  }

  @Override
  protected Map<String, String> csvLine(DramText.Run run) {
    return DramText.fields(run);
  }
}
