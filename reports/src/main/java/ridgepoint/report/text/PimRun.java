package ridgepoint.report.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import ridgepoint.pim.kernel.Engine.HostRun;
import ridgepoint.pim.kernel.KernelRun;

/**
 * A kernel in the memory and, where that is played, through the host.
 *
 * @param inputs options as given
 * @param joules of the memory
 * @param hostJoules of the memory while the host reads and writes it
 * @param breakEven vectors from which on the host is faster, where that was looked for and found
 * @param besides figures of this kernel alone
 */
public record PimRun(
    String version,
    String device,
    String kernel,
    Map<String, Object> inputs,
    KernelRun memory,
    double joules,
    Optional<HostRun> host,
    double hostJoules,
    OptionalInt breakEven,
    Map<String, Object> besides) {

  public Figures figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("version", version);
    figures.put("hw", device);
    figures.put("kernel", kernel);
    figures.putAll(inputs);
    figures.put("pim_cycles", memory.cycles());
    host.ifPresent(run -> figures.put("host_cycles", run.cycles()));
    host.ifPresent(
        run ->
            figures.put(
                "speedup",
                run.cycles() * run.cycleSeconds() / (memory.cycles() * memory.cycleSeconds())));
    breakEven.ifPresent(vectors -> figures.put("break_even_batch", (long) vectors));
    figures.put("clock_hz", 1 / memory.cycleSeconds());
    figures.put("pim_seconds", memory.cycles() * memory.cycleSeconds());
    figures.put("read_out_cycles", memory.readOutCycles());
    host.ifPresent(run -> figures.put("host_seconds", run.cycles() * run.cycleSeconds()));
    figures.putAll(besides);
    figures.put("commands", new LinkedHashMap<>(memory.commands()));
    figures.put("multiply_adds", memory.multiplyAdds());
    figures.put("external_bytes", memory.externalBytes());
    host.ifPresent(run -> figures.put("host_bytes", run.bytes()));
    figures.put("energy_j", joules);
    host.ifPresent(run -> figures.put("host_energy_j", hostJoules));
    figures.put("simulated_share", memory.simulated());
    return new Figures("ridgepoint.pim-run/1", figures);
  }
}
