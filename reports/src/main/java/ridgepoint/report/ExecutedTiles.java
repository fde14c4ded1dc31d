package ridgepoint.report;

/**
 * What computing an operator showed whose tiles ran as their events completed them.
 *
 * @param kernel that computed it
 * @param tiles of all passes
 * @param tilesWithoutEvent of them, that no event stood for: shapes that are expectations
 * @param maximumError largest difference from an oracle in double precision
 * @param relativeError that over the largest magnitude of the results
 * @param errorOverBound largest share of what rounding allows there
 * @param passes whether all is within that, and the counted work is the operator's formula
 */
public record ExecutedTiles(
    String operator,
    String shape,
    String kernel,
    long tiles,
    long tilesWithoutEvent,
    double maximumError,
    double relativeError,
    double errorOverBound,
    boolean passes) {}
