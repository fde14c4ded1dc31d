package ridgepoint.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ridgepoint.model.ModelSpec;
import ridgepoint.model.library.ModelLibrary;
import ridgepoint.number.DataType;
import ridgepoint.workload.Precision;
import ridgepoint.workload.Workload;

/**
 * all-MiniLM-L6-v2 with its published weights, executed whole on the kernels, beside ONNX Runtime.
 *
 * <p>Both compute in fp32, with sums in different orders. A product of k terms then differs by
 * about sqrt(k) roundings of 2^-24, at most 2.4e-6 here, relative to a result near one as layer
 * normalisation makes it; a dozen sublayers add up to less than 3e-5 in a hidden value. Mean
 * pooling does not add to that, and the entries of an embedding of length one are twenty times
 * smaller.
 */
class MiniLmTest {
  private static final double HIDDEN_BOUND = 3e-5;
  private static final double EMBEDDING_BOUND = 2e-6;

  /** What BERT's layer norms add to the variance. */
  private static final float EPSILON = 1e-12f;

  /**
   * Token ids of whole words in the model's vocabulary: "the weather is lovely today.", "it is
   * sunny outside and everyone is happy.", "he drove to the stadium.", "a memory wall limits how
   * fast large language models answer."
   */
  private static final List<long[]> SENTENCES =
      List.of(
          new long[] {101, 1996, 4633, 2003, 8403, 2651, 1012, 102},
          new long[] {101, 2009, 2003, 11559, 2648, 1998, 3071, 2003, 3407, 1012, 102},
          new long[] {101, 2002, 5225, 2000, 1996, 3346, 1012, 102},
          new long[] {101, 1037, 3638, 2813, 6537, 2129, 3435, 2312, 2653, 4275, 3437, 1012, 102});

  private static byte[] file;
  private static OnnxWeights weights;
  private static ModelSpec model;

  @BeforeAll
  static void load() throws IOException {
    try (InputStream in = MiniLmTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
      file = in.readAllBytes();
    }
    weights = new OnnxWeights(file);
    model = ModelLibrary.load("minilm-l6-v2");
  }

  @AfterAll
  static void forget() {
    file = null;
    weights = null;
  }

  @Test
  void parametersAreThoseOfTheReleasedFile() {
    assertEquals(weights.parameters(), model.parameters().total());
  }

  @Test
  void embeddingsAgreeWithOnnxRuntime() throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(file, options)) {
        double hiddenDifference = 0;
        double embeddingDifference = 0;
        double cosine = 1;
        for (long[] ids : SENTENCES) {
          float[] expected = onnxRuntime(environment, session, ids);
          float[] actual = kernels(ids, ids == SENTENCES.get(0));
          hiddenDifference = Math.max(hiddenDifference, difference(expected, actual));
          float[] wanted = embedding(expected, ids.length);
          float[] found = embedding(actual, ids.length);
          embeddingDifference = Math.max(embeddingDifference, difference(wanted, found));
          cosine = Math.min(cosine, product(wanted, found));
        }
        System.out.printf(
            "MiniLM against ONNX Runtime: hidden values differ by up to %.2e, embeddings by %.2e,"
                + " cosine at least %.9f%n",
            hiddenDifference, embeddingDifference, cosine);
        assertTrue(hiddenDifference <= HIDDEN_BOUND, "hidden values differ by " + hiddenDifference);
        assertTrue(
            embeddingDifference <= EMBEDDING_BOUND, "embeddings differ by " + embeddingDifference);
        assertEquals(1, cosine, 1e-6);
      }
    }
  }

  @Test
  void similarSentencesHaveSimilarEmbeddings() {
    float[] weather = embedding(kernels(SENTENCES.get(0), false), SENTENCES.get(0).length);
    float[] sunny = embedding(kernels(SENTENCES.get(1), false), SENTENCES.get(1).length);
    float[] stadium = embedding(kernels(SENTENCES.get(2), false), SENTENCES.get(2).length);
    assertTrue(product(weather, sunny) > product(weather, stadium) + 0.2);
  }

  /**
   * Hidden values [tokens, hidden] by the kernels.
   *
   * @param verifies whether every operator is checked on the way
   */
  private static float[] kernels(long[] ids, boolean verifies) {
    Workload workload = Workload.of(1, ids.length, 0, Precision.uniform(DataType.FP32));
    ExecutionRequest request =
        new ExecutionRequest(
            model, Optional.empty(), workload, weights, EPSILON, 1, 2, () -> {}, Optional.empty());
    Devices devices = new Devices(1, new FunctionalRunner(request.threads(), verifies));
    Run run = new Run(model, workload, Optional.empty(), request, devices);
    float[] prompt = new float[ids.length];
    for (int i = 0; i < prompt.length; i++) {
      prompt[i] = ids[i];
    }
    float[] hidden = run.encode(prompt);
    assertEquals(List.of(), run.discrepancies());
    for (Tally tally : devices.tallies()) {
      assertTrue(tally.resultsAreRight(), () -> tally.name() + " " + tally.errorOverBound());
      assertEquals(List.of(), tally.differences());
    }
    return hidden;
  }

  private static float[] onnxRuntime(OrtEnvironment environment, OrtSession session, long[] ids)
      throws OrtException {
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor tokens = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor mask = OnnxTensor.createTensor(environment, new long[][] {ones});
        OnnxTensor types =
            OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]});
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
      float[][][] hidden = (float[][][]) result.get(0).getValue();
      int width = hidden[0][0].length;
      float[] flat = new float[ids.length * width];
      for (int token = 0; token < ids.length; token++) {
        System.arraycopy(hidden[0][token], 0, flat, token * width, width);
      }
      return flat;
    }
  }

  /** Mean over tokens, scaled to length one, as the model card says. */
  private static float[] embedding(float[] hidden, int tokens) {
    int width = hidden.length / tokens;
    double[] mean = new double[width];
    double squares = 0;
    for (int i = 0; i < hidden.length; i++) {
      mean[i % width] += hidden[i] / (double) tokens;
    }
    for (double value : mean) {
      squares += value * value;
    }
    float[] embedding = new float[width];
    for (int i = 0; i < width; i++) {
      embedding[i] = (float) (mean[i] / Math.sqrt(squares));
    }
    return embedding;
  }

  private static double difference(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs((double) expected[i] - actual[i]));
    }
    return largest;
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
