package io.fourfold.topology.similarity;

/** What a photo must have to be found. */
record WantedFacets(WantedCodes owners, WantedCodes albums) {

    boolean has(int owner, int album) {
        return owners.has(owner) && albums.has(album);
    }
}
