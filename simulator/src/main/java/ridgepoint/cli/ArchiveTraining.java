package ridgepoint.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import ridgepoint.cli.frame.Terminal;

/**
 * Runs typical commands once. The build starts this under {@code -XX:ArchiveClassesAtExit}, so that
 * their classes are in the archive the launcher starts from. What a command says does not matter
 * here: one that fails only leaves its classes out, and tests are there to notice.
 */
public final class ArchiveTraining {
  private static final String[][] COMMANDS = {
    {"--version"},
    {"--help"},
    {"run", "--hw", "h100-sxm", "--model", "llama-3.1-8b", "--isl", "256", "--osl", "128"},
    {"run", "--hw", "a100-sxm-80gb", "--model", "llama-2-7b", "--fidelity", "roofline"},
    {"run", "--hw", "dgx-h100", "--model", "mixtral-8x7b", "--tp", "2", "--format", "json"},
    {"run", "--hw", "h100-sxm", "--model", "llama-3.1-8b", "--format", "csv"},
    {"op", "gemm", "--hw", "h100-sxm", "--m", "64", "--n", "4096", "--k", "4096"},
    {"compare", "--hw", "h100-sxm,xeon-8480plus,tpu-v4", "--model", "llama-2-7b", "--osl", "8"},
    {"op", "attention", "--hw", "tpu-v4", "--seq-len", "64", "--heads", "8", "--head-dim", "64"},
    {"dram", "--standard", "HBM2_8Gb_x128", "--stream", "mix21b", "--requests", "500"},
    {"dram", "--standard", "DDR4_3200", "--stream", "mix21b", "--requests", "500"},
    {"dram", "--standard", "HBM2_8Gb_x128", "--stream", "seq_rd", "--format", "json"},
    {"cycle", "gemm", "--rows", "8", "--cols", "8", "--m", "32", "--n", "32", "--k", "32"},
    {
      "cycle",
      "gemm",
      "--bandwidth",
      "10",
      "--m",
      "64",
      "--n",
      "64",
      "--k",
      "64",
      "--format",
      "json"
    },
    {"techniques"},
    {"devices"},
    {"models"},
    {"no-such-command"},
  };

  private ArchiveTraining() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    for (String[] command : COMMANDS) {
      Ridgepoint.execute(
          new Terminal(
              new Terminal.ResultStream(OutputStream.nullOutputStream()), nowhere, false, false),
          command);
    }
  }
}
