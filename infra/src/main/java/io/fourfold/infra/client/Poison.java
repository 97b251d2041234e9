package io.fourfold.infra.client;

import java.util.Optional;

/** Uploads that would stop a careless pipeline, and how each ends in a careful one. */
public enum Poison {
    NEGATIVE_TIMESTAMP(Ending.DESCRIBED),
    FAR_FUTURE_TIMESTAMP(Ending.DESCRIBED),
    TEXT_NAMED_JPG("not a photo of a supported kind"),
    TRUNCATED_JPEG("the JPEG is truncated"),
    EMPTY_FILE("the file is empty"),
    OVERSIZED_HEADER("30000 x 30000 pixels, more than the limit"),
    /** Asks for hundreds of megabytes. */
    WEBP_BOMB("16383 x 6103 pixels in 92 bytes"),
    WRONG_DIGEST("but the claim check says 0000"),
    ALWAYS_503("unavailable.jpg is unavailable: its store answered 503"),
    NOT_FOUND("missing.jpg answered 404"),
    DRIPPING("dripping.jpg is unavailable"),
    PREFIX_NOT_ALLOWED("private.jpg is not under an allowed prefix"),
    UNKNOWN_SCHEMA("Reading schema " + PoisonMix.UNKNOWN_SCHEMA_ID),
    NOT_AVRO("not like Avro in Confluent's wire format"),
    /** What some clients send for a tombstone. */
    EMPTY_VALUE("a deletion is a null value"),
    EMPTY_KEY("the upload event has no key"),
    /** In the partition that librdkafka's CRC32 partitioner chooses, with a later delete by Kafka's own. */
    MISPLACED_THEN_DELETED(Ending.DELETED),
    /** A good photo, then a broken one of the same id: the captions of the good one stay. */
    BROKEN_AGAIN("the JPEG is truncated");

    /** What becomes of an upload. */
    public enum Ending {
        DESCRIBED,
        DEAD_LETTER,
        DELETED
    }

    private final Ending ending;
    private final Optional<String> reason;

    Poison(Ending ending) {
        this.ending = ending;
        this.reason = Optional.empty();
    }

    Poison(String reason) {
        this.ending = Ending.DEAD_LETTER;
        this.reason = Optional.of(reason);
    }

    public Ending ending() {
        return ending;
    }

    /** What the reason of its dead letter contains. */
    public Optional<String> reason() {
        return reason;
    }
}
