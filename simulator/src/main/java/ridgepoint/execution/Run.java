package ridgepoint.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import ridgepoint.graph.ModelGraphs;
import ridgepoint.model.Head;
import ridgepoint.model.ModelSpec;
import ridgepoint.number.DataType;
import ridgepoint.operator.Graph;
import ridgepoint.workload.Workload;

/** One model executed pass by pass, with what each pass gave. */
final class Run {
  private final ModelSpec model;
  private final Workload workload;
  private final ModelFlow flow;
  private final List<float[]> results = new ArrayList<>();
  private final List<String> discrepancies = new ArrayList<>();

  Run(
      ModelSpec model,
      Workload workload,
      Optional<DataType> narrow,
      ExecutionRequest request,
      Devices devices) {
    this.model = model;
    this.workload = workload;
    this.flow =
        new ModelFlow(
            model,
            workload,
            request.weights(),
            devices,
            narrow,
            request.epsilon(),
            request.onLayer());
  }

  /** Logits, class scores, pooled vectors or hidden vectors of every pass, from one device. */
  List<float[]> results() {
    return results;
  }

  List<String> discrepancies() {
    return discrepancies;
  }

  /** Numbers in one row of the results. */
  int resultWidth() {
    return model.head().kind() == Head.Kind.NONE
        ? (int) model.hiddenSize()
        : (int) model.head().outputs();
  }

  int batch() {
    return (int) workload.batchSize();
  }

  /** Tokens, or image patches, of a prompt. */
  int promptLength() {
    return (int)
        (model.embeddings().isImage() ? model.embeddings().imageTokens() : workload.inputLength());
  }

  /** A prompt of random token ids, or of patches with an empty one for the class token. */
  float[] prompt(Random random) {
    if (!model.embeddings().isImage()) {
      float[] ids = new float[batch() * promptLength()];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = random.nextInt((int) model.embeddings().vocabularySize());
      }
      return ids;
    }
    int width = (int) model.embeddings().patchValues();
    float[] patches = new float[batch() * promptLength() * width];
    for (int i = 0; i < patches.length; i++) {
      patches[i] = i / width % promptLength() == 0 ? 0 : (float) random.nextGaussian();
    }
    return patches;
  }

  /** Reads a whole prompt of an encoder and keeps its scores. */
  float[] encode(float[] prompt) {
    Graph graph = ModelGraphs.prefill(model, workload);
    Turn turn = new Turn(new Steps(graph), batch(), promptLength(), promptLength(), false);
    float[][] hidden = flow.hidden(turn, prompt);
    float[][] result =
        model.head().kind() == Head.Kind.NONE ? hidden : flow.head(turn).ofFirstToken(hidden);
    results.add(result[0]);
    discrepancies.addAll(turn.steps().discrepancies());
    return hidden[0];
  }

  /** Reads a prompt and draws the first token of every sequence. */
  int[] prefill(float[] prompt, float[] uniform) {
    Graph graph = ModelGraphs.prefill(model, workload);
    Turn turn = new Turn(new Steps(graph), batch(), promptLength(), promptLength(), false);
    float[][] hidden = flow.hidden(turn, prompt);
    float[][] last = ModelFlow.lastTokens(turn, (int) model.hiddenSize(), hidden);
    return draw(turn, last, uniform);
  }

  /** One step with new tokens [batch, count] after {@code cached} ones. */
  int[] decode(float[] tokens, int cached, float[] uniform) {
    int count = tokens.length / batch();
    Graph graph = ModelGraphs.decodeStep(model, workload, cached, count);
    Turn turn = new Turn(new Steps(graph), batch(), count, cached + count, true);
    return draw(turn, flow.hidden(turn, tokens), uniform);
  }

  private int[] draw(Turn turn, float[][] x, float[] uniform) {
    HeadFlow head = flow.head(turn);
    float[][] logits = head.logits(x);
    results.add(logits[0]);
    int rows = logits[0].length / resultWidth();
    int[] tokens = head.sample(logits, Arrays.copyOf(uniform, rows));
    discrepancies.addAll(turn.steps().discrepancies());
    return tokens;
  }

  /** Checks drafted tokens of one sequence after the token before them. */
  HeadFlow.Verdict verify(float[] tokens, int cached, float[] draftLogits, float[] uniform) {
    int drafted = tokens.length - 1;
    Graph graph = ModelGraphs.verificationStages(model, workload, cached, drafted).get(0);
    Turn turn = new Turn(new Steps(graph), 1, tokens.length, cached + tokens.length, true);
    HeadFlow head = flow.head(turn);
    float[][] logits = head.logits(flow.hidden(turn, tokens));
    results.add(logits[0]);
    HeadFlow.Verdict verdict =
        head.verify(logits, draftLogits, Arrays.copyOfRange(tokens, 1, tokens.length), uniform);
    discrepancies.addAll(turn.steps().discrepancies());
    return verdict;
  }
}
