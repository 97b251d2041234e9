package io.fourfold.topology.feed;

import io.fourfold.topology.deadletter.DeadLetter;
import io.fourfold.topology.shard.CaptionedImage;
import java.time.Instant;

/** Something that happened. */
public sealed interface Happening {

    /** The record's timestamp. */
    Instant time();

    /** A photo was described. */
    record Captioned(String imageId, Instant time, CaptionedImage photo) implements Happening {}

    /** A photo was deleted. */
    record Deleted(String imageId, Instant time) implements Happening {}

    /** A record could not be handled. */
    record Failed(DeadLetter letter) implements Happening {

        @Override
        public Instant time() {
            return letter.time();
        }
    }
}
