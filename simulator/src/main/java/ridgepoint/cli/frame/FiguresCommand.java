package ridgepoint.cli.frame;

import java.util.Map;
import ridgepoint.report.text.Figures;
import ridgepoint.report.text.FiguresText;

/** A command whose result is figures under their names. */
public abstract class FiguresCommand extends ResultCommand<Figures> {
  protected FiguresCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected String text(Figures figures, OutputFormat format) {
    return switch (format) {
      case TABLE -> FiguresText.table(figures);
      case JSON -> FiguresText.json(figures);
      case CSV -> FiguresText.csv(figures);
    };
  }

  @Override
  protected String jsonLine(Figures figures) {
    return FiguresText.jsonLine(figures);
  }

  @Override
  protected Map<String, String> csvLine(Figures figures) {
    return FiguresText.fields(figures);
  }
}
