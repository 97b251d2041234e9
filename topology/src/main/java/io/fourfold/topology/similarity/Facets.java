package io.fourfold.topology.similarity;

/**
 * What filters compare, as the codes that a {@link VectorMirror} gives to names.
 *
 * @param owner code of the owner
 * @param album code of the album
 * @param modelVersion code of the network
 */
record Facets(int owner, int album, int modelVersion) {

    static final Facets NONE = new Facets(NameCodes.NONE, NameCodes.NONE, NameCodes.NONE);
}
