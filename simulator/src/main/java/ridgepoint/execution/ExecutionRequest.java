package ridgepoint.execution;

import java.util.Optional;
import ridgepoint.model.ModelSpec;
import ridgepoint.workload.Workload;

/**
 * What is to be executed.
 *
 * @param draft the model that proposes tokens when the workload speculates; the target's first
 *     layers when there is none
 * @param weights the model's numbers; a draft has those of the same names
 * @param epsilon of norms
 * @param seed of token ids, image patches and uniform numbers
 * @param onLayer told after every layer of every pass
 * @param events computes kernels by the events of a simulated device; the functional machine does
 *     where there is none
 */
public record ExecutionRequest(
    ModelSpec model,
    Optional<ModelSpec> draft,
    Workload workload,
    WeightSource weights,
    float epsilon,
    long seed,
    int threads,
    Runnable onLayer,
    Optional<EventRunner> events) {}
