package ridgepoint.cli.frame;

import java.util.Map;
import ridgepoint.report.text.PimText;
import ridgepoint.report.text.PimText.Figures;

/** A command whose result is figures under their names. */
public abstract class FiguresCommand extends ResultCommand<Figures> {
  protected FiguresCommand(Terminal terminal, Workbench workbench) {
    super(terminal, workbench);
  }

  @Override
  protected String text(Figures figures, OutputFormat format) {
    return switch (format) {
      case TABLE -> PimText.table(figures);
      case JSON -> PimText.json(figures);
      case CSV -> PimText.csv(figures);
    };
  }

  @Override
  protected String jsonLine(Figures figures) {
    return PimText.jsonLine(figures);
  }

  @Override
  protected Map<String, String> csvLine(Figures figures) {
    return PimText.fields(figures);
  }
}
