package ridgepoint.cli.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import ridgepoint.cli.frame.OutputFormat;
import ridgepoint.cli.frame.OutputOptions;
import ridgepoint.cli.frame.Terminal;
import ridgepoint.exploration.result.Stored;

/** {@code ridgepoint explore query}: asks stored results in SQL. */
@Command(
    name = "query",
    sortOptions = false,
    description = {
      "Ask stored results of an exploration in SQL.",
      "Tables: points (a row for every design), columns (what its columns are), goals",
      "(objectives and constraints), experiment (the experiment and versions)."
    })
public final class ExploreQueryCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE.duckdb", description = "Results.")
  Path file;

  @Parameters(index = "1", paramLabel = "SQL", description = "The question.")
  String sql;

  @Mixin OutputOptions output = new OutputOptions();

  public ExploreQueryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    output.check();
    List<String> columns = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    try (Stored stored = Stored.open(file)) {
      stored.query(
          sql,
          columns::addAll,
          row -> {
            Map<String, Object> named = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
              named.put(columns.get(i), row.get(i));
            }
            rows.add(named);
          });
    }
    output.write(terminal, new PointRows(columns, rows).text(output.formatOr(OutputFormat.TABLE)));
    return 0;
  }
}
