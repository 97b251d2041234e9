package io.fourfold.infra.plan;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the formulas need to know of a machine and this release. Times are those of a processor, not of a clock, so that a
 * busy machine measures the same.
 */
public enum Figure {
    PHOTO("photo.cpu", "ms", "describing a photo, Kafka and all"),
    EMBEDDED("topic.embedded", "bytes", "a photo in a topic of embeddings"),
    CAPTIONED("topic.captioned", "bytes", "a photo in a topic of captions"),
    THUMBNAILED("topic.thumbnailed", "bytes", "a photo in a topic of thumbnails"),
    INDEX("index.cpu", "ms", "taking a described photo in"),
    INDEX_HEAP("index.heap", "bytes", "a photo's heap in the index"),
    INDEX_DISK("index.disk", "bytes", "a photo's disk: index and captions"),
    RESTORE("index.restore.cpu", "ms", "restoring a photo from topics"),
    OPEN("index.open.cpu", "ms", "reading a photo from disk at the start"),
    QUERY("query.cpu", "ms", "a query, apart from what follows"),
    QUERY_REQUEST("query.request.cpu", "ms", "a request between instances, both ends"),
    QUERY_PARTITION("query.partition.cpu", "ms", "a partition that is asked"),
    QUERY_REMOTE("query.remote.cpu", "ms", "its answer from another instance"),
    QUERY_SCAN("query.scan.cpu", "ns", "a photo that a query compares"),
    SEARCH("search.cpu", "ms", "a search by text: inversion, ranking"),
    INSTANCE_HEAP("instance.heap", "bytes", "heap of an instance without photos");

    private final String key;
    private final String unit;
    private final String meaning;

    Figure(String key, String unit, String meaning) {
        this.key = key;
        this.unit = unit;
        this.meaning = meaning;
    }

    /** Its name in files. */
    public String key() {
        return key;
    }

    public String unit() {
        return unit;
    }

    public String meaning() {
        return meaning;
    }

    /** The one of that name in files. */
    public static Optional<Figure> of(String key) {
        return Arrays.stream(values()).filter(figure -> figure.key.equals(key)).findFirst();
    }
}
