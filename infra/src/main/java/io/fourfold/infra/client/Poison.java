package io.fourfold.infra.client;

import java.util.Optional;

/** Uploads that would stop a careless pipeline, and how each ends in a careful one. */
public enum Poison {
    NEGATIVE_TIMESTAMP(Ending.DESCRIBED),
    FAR_FUTURE_TIMESTAMP(Ending.DESCRIBED),
    TEXT_NAMED_JPG("not a photo of a supported kind"),
    TRUNCATED_JPEG("truncated"),
    EMPTY_FILE("the file is empty"),
    OVERSIZED_HEADER("30000 x 30000"),
    /** 92 bytes that ask for hundreds of megabytes. */
    WEBP_BOMB(Ending.DESCRIBED_IF_IT_FITS, "16383 x 6103"),
    WRONG_DIGEST("SHA-256"),
    ALWAYS_503("503"),
    NOT_FOUND("404"),
    DRIPPING("dripping.jpg"),
    PREFIX_NOT_ALLOWED("not under an allowed prefix"),
    UNKNOWN_SCHEMA(Integer.toString(PoisonMix.UNKNOWN_SCHEMA_ID)),
    NOT_AVRO("not like Avro"),
    /** What some clients send for a tombstone. */
    EMPTY_VALUE("a deletion is a null value"),
    EMPTY_KEY("no key"),
    /** In the partition that librdkafka's CRC32 partitioner chooses, with a later delete by Kafka's own. */
    MISPLACED_THEN_DELETED(Ending.DELETED),
    /** A good photo, then a broken one of the same id: the captions of the good one stay. */
    BROKEN_AGAIN("truncated");

    /** What becomes of an upload. */
    public enum Ending {
        DESCRIBED,
        /** A photo for whoever has the memory, and otherwise a dead letter. */
        DESCRIBED_IF_IT_FITS,
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
        this(Ending.DEAD_LETTER, reason);
    }

    Poison(Ending ending, String reason) {
        this.ending = ending;
        this.reason = Optional.of(reason);
    }

    public Ending ending() {
        return ending;
    }

    /** What the dead letter's reason contains. */
    public Optional<String> reason() {
        return reason;
    }
}
