package io.fourfold.topology;

import java.time.Duration;
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

    /** A dead letter is the original record plus headers with the reason and a stack trace. */
    private static final int DEAD_LETTER_MAX_BYTES = 2 * 1_048_576;

    private static final String UNLIMITED = "-1";

    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

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

    /** Records that could not be handled, original bytes with Kafka Streams' error headers (KIP-1034). */
    public String imageDeadLetter() {
        return prefix + ".image.dead-letter";
    }

    /**
     * What every topic must look like. Uploads are kept for ever by default, since everything else can be computed
     * again from them.
     *
     * @param partitions partitions of each topic
     * @param replication replication factor of each topic, -1 for the broker's default
     */
    public List<TopicSpec> specs(int partitions, short replication) {
        return List.of(
                new TopicSpec(imageUploaded(), partitions, replication, keptForEver(UPLOADED_MAX_BYTES)),
                new TopicSpec(imageCaptioned(), partitions, replication, COMPACTED),
                new TopicSpec(imageEmbedded(), partitions, replication, COMPACTED),
                new TopicSpec(wordEmbedded(), partitions, replication, COMPACTED),
                new TopicSpec(modelDeployed(), partitions, replication, COMPACTED),
                new TopicSpec(imageDeadLetter(), partitions, replication, keptForEver(DEAD_LETTER_MAX_BYTES)),
                new TopicSpec(searchRequested(), partitions, replication, keptFor(SEARCHES_KEPT)),
                new TopicSpec(searchCompleted(), partitions, replication, keptFor(SEARCHES_KEPT)),
                new TopicSpec(searchInverted(), partitions, replication, keptFor(SEARCH_STEPS_KEPT)),
                new TopicSpec(searchAnswered(), partitions, replication, keptFor(SEARCH_STEPS_KEPT)));
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

    /**
     * What the topics of one network's captions and embeddings must look like.
     *
     * @param partitions partitions of each topic
     * @param replication replication factor of each topic
     */
    public List<TopicSpec> resultSpecs(int partitions, short replication) {
        return List.of(
                new TopicSpec(imageCaptioned(), partitions, replication, COMPACTED),
                new TopicSpec(imageEmbedded(), partitions, replication, COMPACTED));
    }

    private String result(String name) {
        return prefix + name + modelVersion.map(version -> "." + version).orElse("");
    }

    private static Map<String, String> keptForEver(int maxMessageBytes) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                UNLIMITED,
                TopicConfig.RETENTION_BYTES_CONFIG,
                UNLIMITED,
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(maxMessageBytes));
    }
}
