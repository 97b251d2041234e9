package io.fourfold.topology.similarity;

/**
 * What filters compare of a photo, as the codes that a {@link VectorMirror} gives to names.
 *
 * @param owner code of the owner
 * @param album code of the album
 */
record Facets(int owner, int album) {

    static final Facets NONE = new Facets(NameCodes.NONE, NameCodes.NONE);
}
