package ridgepoint.exploration.experiment;

/** An experiment as somebody wrote it down. */
public record DescribedExperiment(Experiment experiment, Origins origins) {}
