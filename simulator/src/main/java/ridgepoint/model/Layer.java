package ridgepoint.model;

/**
 * One layer of a model. Equal layers are executed alike and are counted together.
 *
 * @param name block name in graphs: {@code layer}, or {@code layer.dense}, {@code layer.local}...
 *     in a model whose layers differ
 */
public record Layer(String name, Mixer mixer, FeedForward feedForward) {}
