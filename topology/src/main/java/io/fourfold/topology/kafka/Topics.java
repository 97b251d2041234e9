package io.fourfold.topology.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of one deployment, {@code <prefix>.<entity>.<event>}. Every key is UTF-8: the image id, the word or the
 * query id.
 *
 * @param prefix what the names start with: letters, digits, dots, underscores and hyphens
 * @param modelVersion whose captions and embeddings are meant; empty for the topics that subscribers read, which follow the
 *     network in service
 */
public record Topics(String prefix, Optional<String> modelVersion) {

    public static final String DEFAULT_PREFIX = "photos";

    private static final Pattern VALID_PREFIX = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");

    /** Holds an inline photo of 900 KB with its Avro fields and headers; also the broker's and the producer's default. */
    private static final int UPLOADED_MAX_BYTES = 1_048_588;

    /** Most bytes of a photo that travels in its upload: 900 KB, which leaves room for the other fields. */
    public static final int MAX_INLINE_BYTES = 900 * 1024;

    /** A dead letter is the original record plus headers with the reason and a stack trace. */
    static final int DEAD_LETTER_MAX_BYTES = 2 * 1_048_576;

    private static final Duration COMPACTED_AFTER = Duration.ofDays(1);

    /** Long enough to look at them and to try again; not for ever, since the photo may have been deleted meanwhile. */
    private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);

    /** What users may still want to read the next day. */
    private static final Duration SEARCHES_KEPT = Duration.ofDays(1);

    /** What only a failed instance reads later than at once. */
    private static final Duration SEARCH_STEPS_KEPT = Duration.ofHours(1);

    public Topics {
        Objects.requireNonNull(prefix, "prefix");
        if (!VALID_PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("topic prefix '" + prefix
                    + "' must be 1 to 100 letters, digits, '.', '_' or '-', starting with a letter or digit");
        }
    }

    public Topics(String prefix) {
        this(prefix, Optional.empty());
    }

    public Topics() {
        this(DEFAULT_PREFIX);
    }

    /** The same topics, but with the captions and embeddings of one network, whether it is in service or not. */
    public Topics ofModel(String version) {
        return new Topics(prefix, Optional.of(version));
    }

    /** Photos to describe, {@code ImageUploaded}; a null value deletes. */
    public String imageUploaded() {
        return prefix + ".image.uploaded";
    }

    /** Captions, {@code ImageCaptioned}; a null value after a delete. */
    public String imageCaptioned() {
        return result(".image.captioned");
    }

    /** Embeddings, {@code ImageEmbedded}; a null value after a delete. */
    public String imageEmbedded() {
        return result(".image.embedded");
    }

    /**
     * Small pictures, {@code ImageThumbnailed}; a null value after a delete, and for each photo that is described while
     * thumbnails are switched off.
     */
    public String imageThumbnailed() {
        return result(".image.thumbnailed");
    }

    /**
     * What photos are described by, all keyed by image id: one network's own topics, or those that subscribers read. New ones
     * go last: the order decides the subtopologies of what publishes them, and a group of the streams protocol (KIP-1071)
     * refuses a member with other subtopologies.
     */
    public List<String> results() {
        return List.of(imageEmbedded(), imageCaptioned(), imageThumbnailed());
    }

    /** The topic that subscribers read instead of one network's own; any other topic is its own. */
    public String published(String topic) {
        return new Topics(prefix)
                .results().stream()
                        .filter(result -> topic.startsWith(result + "."))
                        .findFirst()
                        .orElse(topic);
    }

    /** Word vectors of the network in service, {@code WordEmbedded} by word; a null value once it has no such word. */
    public String wordEmbedded() {
        return prefix + ".word.embedded";
    }

    /** Texts to search photos for, {@code SearchRequested}. */
    public String searchRequested() {
        return prefix + ".search.requested";
    }

    /** Answers to searches, {@code SearchCompleted}. */
    public String searchCompleted() {
        return prefix + ".search.completed";
    }

    /** Internal: searches as vectors, {@code SearchInverted}; each record is in every partition of the index. */
    public String searchInverted() {
        return prefix + ".search.inverted";
    }

    /** Internal: what each partition of the index found, {@code SearchAnswered}. */
    public String searchAnswered() {
        return prefix + ".search.answered";
    }

    /** Which networks are deployed, {@code ModelsDeployed} under one key. */
    public String modelDeployed() {
        return prefix + ".model.deployed";
    }

    /**
     * Internal: uploads that wait to be tried again, their bytes unchanged, with headers that say when and why. To be looked
     * at; what waits is kept in the applications' stores. A null value once an upload no longer waits.
     */
    public String imageRetry() {
        return prefix + ".image.retry";
    }

    /** Records that could not be handled, original bytes with Kafka Streams' error headers (KIP-1034). */
    public String imageDeadLetter() {
        return prefix + ".image.dead-letter";
    }

    /** API keys, {@code AccessKey} by key id. Needed only where access is on. */
    public String accessKey() {
        return prefix + ".access.key";
    }

    /**
     * What every topic must look like, as durable as {@link TopicDurability#of} has it.
     *
     * @param partitions partitions of each topic
     * @param replication replication factor of each topic, -1 for the broker's default
     */
    public List<TopicSpec> specs(int partitions, short replication) {
        return specs(partitions, TopicDurability.of(replication));
    }

    /**
     * What every topic must look like. Each photo's last upload is kept for ever, since everything else can be computed
     * again from it; a deleted photo is gone from every topic soon after the broker has compacted it, and from the
     * dead letters when they expire.
     *
     * @param partitions partitions of each topic
     */
    public List<TopicSpec> specs(int partitions, TopicDurability durability) {
        List<TopicSpec> specs = new ArrayList<>();
        specs.add(spec(imageUploaded(), partitions, durability, limited(compacted(durability), UPLOADED_MAX_BYTES)));
        specs.addAll(resultSpecs(partitions, durability));
        specs.addAll(List.of(
                spec(wordEmbedded(), partitions, durability, compacted(durability)),
                spec(modelDeployed(), partitions, durability, compacted(durability)),
                spec(imageRetry(), partitions, durability, waiting(durability)),
                spec(
                        imageDeadLetter(),
                        partitions,
                        durability,
                        limited(keptSinceWritten(DEAD_LETTERS_KEPT), DEAD_LETTER_MAX_BYTES)),
                spec(searchRequested(), partitions, durability, keptFor(SEARCHES_KEPT)),
                spec(searchCompleted(), partitions, durability, keptFor(SEARCHES_KEPT)),
                spec(searchInverted(), partitions, durability, keptFor(SEARCH_STEPS_KEPT)),
                spec(searchAnswered(), partitions, durability, keptFor(SEARCH_STEPS_KEPT)),
                spec(accessKey(), partitions, durability, compacted(durability))));
        return List.copyOf(specs);
    }

    /**
     * A topic or changelog that keeps the last record of each key, and of a deleted photo no more than that it was
     * deleted: the broker compacts what is older than a day even if little of it is out of date, but not the segment that is
     * being written, which the first record after a day closes.
     */
    public static Map<String, String> compacted() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                Long.toString(COMPACTED_AFTER.toMillis()));
    }

    /** {@link #compacted()}, and as durable as that. */
    public static Map<String, String> compacted(TopicDurability durability) {
        Map<String, String> configs = new HashMap<>(compacted());
        configs.putAll(durability.compactedConfigs());
        return configs;
    }

    /** What keeps uploads that wait, with what is known of why. */
    public static Map<String, String> waiting() {
        return limited(compacted(), DEAD_LETTER_MAX_BYTES);
    }

    private static Map<String, String> waiting(TopicDurability durability) {
        return limited(compacted(durability), DEAD_LETTER_MAX_BYTES);
    }

    /** Segments of a quarter of the time, since only whole closed segments are deleted. */
    private static Map<String, String> keptFor(Duration time) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(time.toMillis()),
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(time.dividedBy(4).toMillis()));
    }

    /** However old the records are that these came from. */
    private static Map<String, String> keptSinceWritten(Duration time) {
        Map<String, String> configs = new HashMap<>(keptFor(time));
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return configs;
    }

    /**
     * What the topics of {@link #results()} must look like.
     *
     * @param partitions partitions of each topic
     */
    public List<TopicSpec> resultSpecs(int partitions, TopicDurability durability) {
        return results().stream()
                .map(topic -> spec(topic, partitions, durability, compacted(durability)))
                .toList();
    }

    private static TopicSpec spec(
            String topic, int partitions, TopicDurability durability, Map<String, String> configs) {
        Map<String, String> durable = new HashMap<>(configs);
        durable.putAll(durability.configs());
        return new TopicSpec(topic, partitions, durability.replication(), durable);
    }

    private String result(String name) {
        return prefix + name + modelVersion.map(version -> "." + version).orElse("");
    }

    private static Map<String, String> limited(Map<String, String> configs, int maxMessageBytes) {
        Map<String, String> limited = new HashMap<>(configs);
        limited.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes));
        return limited;
    }
}
