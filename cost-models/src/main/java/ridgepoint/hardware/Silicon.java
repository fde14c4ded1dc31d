package ridgepoint.hardware;

import java.util.OptionalDouble;

/** What it is made of. Unknown figures are empty. */
public record Silicon(
    String node,
    OptionalDouble areaSquareMetres,
    OptionalDouble transistors,
    OptionalDouble priceUsd) {}
