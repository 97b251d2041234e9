package io.fourfold.infra.client;

import io.fourfold.schemas.ImageCaptioned;

/** What became of an uploaded photo, as read from the topics. */
public sealed interface PhotoOutcome {

    String imageId();

    /** The photo was described. */
    record Captioned(String imageId, ImageCaptioned event) implements PhotoOutcome {

        /** The best caption. */
        public String caption() {
            return event.getCaptions().get(0).getText();
        }
    }

    /** The photo was deleted. */
    record Deleted(String imageId) implements PhotoOutcome {}

    /**
     * The event could not be processed.
     *
     * @param imageId null if the event had no key
     * @param reason why, in words
     */
    record DeadLettered(String imageId, String reason) implements PhotoOutcome {}
}
