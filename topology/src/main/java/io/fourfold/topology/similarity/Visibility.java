package io.fourfold.topology.similarity;

import java.util.Set;

/**
 * The photos that somebody may know of: those that one of some owners has, in one of some albums. To whom it is
 * restricted, nothing else exists.
 *
 * @param owners whose photos; empty for everybody's and those of nobody
 * @param albums in which; empty for all and none
 */
public record Visibility(Set<String> owners, Set<String> albums) {

    /** No restriction. */
    public static final Visibility EVERYTHING = new Visibility(Set.of(), Set.of());

    public Visibility {
        owners = Set.copyOf(owners);
        albums = Set.copyOf(albums);
    }

    /** Whether there is nothing that it leaves out. */
    public boolean isEverything() {
        return owners.isEmpty() && albums.isEmpty();
    }

    /**
     * Whether a photo is among them.
     *
     * @param owner of the photo; null if it has none
     * @param album of the photo; null if it is in none
     */
    public boolean covers(String owner, String album) {
        return covers(owners, owner) && covers(albums, album);
    }

    private static boolean covers(Set<String> names, String name) {
        return names.isEmpty() || (name != null && names.contains(name));
    }
}
