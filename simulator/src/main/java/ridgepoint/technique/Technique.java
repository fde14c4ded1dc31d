package ridgepoint.technique;

import java.util.List;
import java.util.Map;

/**
 * A published technique: what it changes, and what its paper claims.
 *
 * @param id as used on the command line, such as {@code awq}
 * @param summary what it does, in one sentence
 * @param parameters values that a user may set, with their values
 * @param changes primitives it is composed of
 * @param needs what it makes sense with
 * @param kernels reference kernels that carry its arithmetic, by name
 * @param claims published results
 */
public record Technique(
    String id,
    String name,
    Paper paper,
    String summary,
    Map<String, Parameter> parameters,
    List<Change> changes,
    List<Need> needs,
    List<String> kernels,
    List<Claim> claims) {
  public Technique {
    changes = List.copyOf(changes);
    needs = List.copyOf(needs);
    kernels = List.copyOf(kernels);
    claims = List.copyOf(claims);
  }

  /**
   * Where it was published.
   *
   * @param published year and month, such as {@code 2023-06}
   */
  public record Paper(String title, String published, String url) {}

  /**
   * A value a user may set.
   *
   * @param meaning in words
   * @param value as given or defaulted
   */
  public record Parameter(String meaning, String value) {}

  /** What a model, workload or machine must have for the technique to make sense. */
  public enum Need {
    /** Cached keys and values: a decoder with attention. */
    KV_CACHE("a KV cache, which this model does not keep"),
    /** Attention of any kind. */
    ATTENTION("attention, which this model does not have"),
    /** Token-by-token generation. */
    GENERATION("token-by-token generation, which an encoder does not do"),
    /** Host memory behind the device. */
    HOST("host memory behind the device, which this system does not describe"),
    /** Matrix units that skip zeros of 2:4 structured sparsity. */
    SPARSE_MATRIX_UNIT(
        "matrix units with 2:4 structured sparsity, which this device does not have");

    private final String text;

    Need(String text) {
      this.text = text;
    }

    /** What is missing, in words. */
    public String text() {
      return text;
    }
  }
}
