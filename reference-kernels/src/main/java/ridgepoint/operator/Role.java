package ridgepoint.operator;

/** What a tensor is for, so that bytes can be told apart. */
public enum Role {
  WEIGHT,
  ACTIVATION,
  KV_CACHE,
  /** Recurrent state of state-space and linear-attention layers. */
  STATE,
  /** Token ids, routing tables, page tables. */
  INDEX
}
