package ridgepoint.validation.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ridgepoint.input.ShippedFiles;
import ridgepoint.input.YamlSection;
import ridgepoint.workload.Speculation;

/** How servers that were measured had been started: {@code servers.yaml} beside this class. */
final class Servers {
  private static final ShippedFiles FILES = new ShippedFiles("ridgepoint/validation/family");
  private static final List<String> MATCHED =
      List.of("model", "system", "backend", "version", "measured", "precision");
  private static final long MANY_CLIENTS = 16;

  private final List<Entry> entries;

  Servers() {
    YamlSection file = YamlSection.of(FILES.read("servers.yaml")).only("servers");
    entries = file.sections("servers").stream().map(Servers::entry).toList();
  }

  /**
   * What a script sets.
   *
   * @param matched columns that a row must have, with their values
   */
  private record Entry(
      Map<String, String> matched,
      OptionalLong tokensPerStep,
      OptionalLong spareTokens,
      OptionalLong sequences,
      OptionalLong rounds,
      long receiveSteps,
      long manyReceiveSteps,
      long replicaWaitSteps,
      int draftTokens,
      int replicaDraftTokens,
      OptionalDouble acceptance,
      Optional<String> software) {
    boolean fits(Row row) {
      return matched.entrySet().stream()
          .allMatch(each -> row.textOrEmpty(each.getKey()).equals(each.getValue()));
    }
  }

  private static Entry entry(YamlSection section) {
    section.only(
        Stream.concat(
                MATCHED.stream(),
                Stream.of(
                    "tokens_per_step",
                    "spare_tokens",
                    "sequences",
                    "rounds",
                    "receive_steps",
                    "many_receive_steps",
                    "replica_wait_steps",
                    "draft_tokens",
                    "replica_draft_tokens",
                    "acceptance",
                    "software",
                    "source"))
            .toArray(String[]::new));
    Map<String, String> matched =
        MATCHED.stream()
            .filter(column -> section.optionalText(column).isPresent())
            .collect(
                Collectors.toMap(
                    column -> column, column -> section.optionalText(column).orElseThrow()));
    long receive = number(section, "receive_steps").orElse(0);
    int drafts = (int) number(section, "draft_tokens").orElse(0);
    return new Entry(
        matched,
        number(section, "tokens_per_step"),
        number(section, "spare_tokens"),
        number(section, "sequences"),
        number(section, "rounds"),
        receive,
        number(section, "many_receive_steps").orElse(receive),
        number(section, "replica_wait_steps").orElse(0),
        drafts,
        (int) number(section, "replica_draft_tokens").orElse(drafts),
        section
            .optionalText("acceptance")
            .map(text -> OptionalDouble.of(Double.parseDouble(text)))
            .orElse(OptionalDouble.empty()),
        section.optionalText("software"));
  }

  private static OptionalLong number(YamlSection section, String key) {
    return section
        .optionalText(key)
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /** Label of the software that ran a row, where a script says more of it than the row. */
  Optional<String> software(Row row) {
    return entries.stream().filter(each -> each.fits(row)).findFirst().flatMap(Entry::software);
  }

  /** A benchmark as the script of a row ran it; the same where none is known. */
  Benchmark started(Benchmark usual, Row row) {
    Optional<Entry> entry = entries.stream().filter(each -> each.fits(row)).findFirst();
    return entry.map(each -> started(usual, each, row)).orElse(usual);
  }

  private static Benchmark started(Benchmark usual, Entry entry, Row row) {
    long clients = row.size("concurrency");
    boolean replicas = row.size("dp") > 1;
    OptionalLong tokens =
        entry.spareTokens.isPresent()
            ? OptionalLong.of(row.size("isl") + clients + entry.spareTokens.getAsLong())
            : entry.tokensPerStep;
    long receive = clients >= MANY_CLIENTS ? entry.manyReceiveSteps : entry.receiveSteps;
    int drafts = replicas ? entry.replicaDraftTokens : entry.draftTokens;
    return new Benchmark(
        usual.shortest(),
        entry.rounds.orElse(usual.rounds()),
        tokens.isPresent() ? tokens : usual.tokensPerStep(),
        entry.sequences.isPresent() ? entry.sequences : usual.sequences(),
        usual.clients(),
        usual.keptPrompts(),
        usual.mixed(),
        receive / 2.0 + (replicas ? entry.replicaWaitSteps : 0),
        drafts == 0
            ? Optional.empty()
            : Optional.of(
                new Speculation(Speculation.OWN_HEAD, drafts, entry.acceptance.orElseThrow())));
  }
}
