package io.fourfold.topology.feed;

import io.fourfold.topology.deadletter.DeadLetter;
import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.similarity.Ownership;
import java.time.Instant;
import java.util.Optional;

/** Something that happened. */
public sealed interface Happening {

    /** The record's timestamp. */
    Instant time();

    /** To whom the photo belongs that it is about; empty if that is not known. */
    Optional<Ownership> ownership();

    /** A photo was described. */
    record Captioned(String imageId, Instant time, CaptionedImage photo) implements Happening {

        @Override
        public Optional<Ownership> ownership() {
            return Optional.of(photo.ownership());
        }
    }

    /** A photo was deleted. */
    record Deleted(String imageId, Instant time, Optional<Ownership> ownership) implements Happening {}

    /** A record could not be handled. */
    record Failed(DeadLetter letter, Optional<Ownership> ownership) implements Happening {

        @Override
        public Instant time() {
            return letter.time();
        }
    }
}
