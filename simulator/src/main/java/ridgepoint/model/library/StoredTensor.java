package ridgepoint.model.library;

/**
 * A tensor as a weights file lists it.
 *
 * @param type what the file calls the element type
 * @param elements stored elements; of a packed type, the packed ones
 * @param firstDimension size along the first listed dimension; 1 for a scalar
 * @param lastDimension size along the last listed dimension; 1 for a scalar
 */
record StoredTensor(
    String name,
    String type,
    double elements,
    long firstDimension,
    long lastDimension,
    double bytes) {}
