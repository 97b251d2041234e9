package io.fourfold.topology.similarity;

import java.util.Optional;

/**
 * To whom a photo belongs.
 *
 * @param owner who has it, if anybody
 * @param album in which it is, if in any
 */
public record Ownership(Optional<String> owner, Optional<String> album) {

    /**
     * What a record says.
     *
     * @param owner null if there is none
     * @param album null if there is none
     */
    public static Ownership of(String owner, String album) {
        return new Ownership(Optional.ofNullable(owner), Optional.ofNullable(album));
    }

    /** Whether somebody may know of the photo. */
    public boolean isVisibleTo(Visibility visibility) {
        return visibility.covers(owner.orElse(null), album.orElse(null));
    }
}
