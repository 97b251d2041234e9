package io.fourfold.topology.config;

import io.fourfold.topology.kafka.Topics;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Every setting of the application: its key in a configuration file, its default, and what it does. */
public enum Setting {
    ROLES("roles", "images,index,search", "which applications this process runs"),
    BOOTSTRAP_SERVERS("bootstrap.servers", "localhost:9092", "Kafka brokers, host:port separated by commas"),
    SCHEMA_REGISTRY_URL(
            "schema.registry.url",
            "http://localhost:8081/apis/ccompat/v7",
            "schema registry with Confluent's API; the default is the local stack's"),
    SERDE_CLASS(
            "serde.class",
            "io.fourfold.schemas.serde.ConfluentAvroSerde",
            "Avro serde of the record values; needs a public no-argument constructor"),
    APPLICATION_ID_PREFIX(
            "application.id.prefix", "fourfold", "application ids are this, a hyphen and the role's name"),
    TOPICS_PREFIX("topics.prefix", Topics.DEFAULT_PREFIX, "what topic names start with"),
    STATE_DIR("state.dir", ".fourfold/state", "directory of the state stores"),
    IMAGE_THREADS(
            "image.threads",
            Integer.toString(Runtime.getRuntime().availableProcessors()),
            "threads that describe photos, 1 to 256"),
    INDEX_THREADS("index.threads", "1", "threads that maintain the index, 1 to 256"),
    SEARCH_THREADS("search.threads", "1", "threads that search photos by text, 1 to 256"),
    GROUP_PROTOCOL(
            "group.protocol",
            "streams",
            "'streams' (KIP-1071, brokers from 4.2, fast start and failover) or 'classic'"),
    SESSION_TIMEOUT_MS(
            "group.session.timeout.ms",
            "",
            "time after which an instance that is not heard of counts as dead and others take over, 1000 to 600000;"
                    + " empty leaves the group's configuration"),
    CLAIM_CHECK_PREFIXES(
            "claim.check.prefixes",
            "",
            "URI prefixes that photos may be fetched from, separated by commas; none allows none"),
    CLAIM_CHECK_TIMEOUT_MS(
            "claim.check.timeout.ms", "10000", "longest time to fetch one photo, retries included, 1000 to 60000"),
    STANDBY_REPLICAS(
            "index.standby.replicas",
            "",
            "copies of the index that other instances keep up to date, 0 to 10; empty leaves the group's configuration"),
    QUERY_TIMEOUT_MS("query.timeout.ms", "2000", "longest time that a query waits for other instances, 100 to 60000"),
    QUERY_STANDBY_MAX_LAG(
            "query.standby.max.lag",
            "",
            "records that a copy of the index may lag behind and still answer while its original is away; empty: it never answers"),
    SEARCH_PLAIN(
            "search.plain.enabled",
            "false",
            "whether GET /v1/search takes method=plain, the article's version, which keeps a processor busy for a second"),
    MODEL_DIR("model.dir", "", "directory of a model bundle; empty takes the built-in one"),
    HTTP_HOST("http.host", "127.0.0.1", "address to listen on; 0.0.0.0 for all"),
    HTTP_PORT("http.port", "8080", "port to listen on; 0 takes a free one"),
    HTTP_ADVERTISED(
            "http.advertised", "", "host:port under which other instances reach this one; empty takes host and port");

    /** Settings that start with this are handed to every Kafka client and Kafka Streams, without it. */
    public static final String KAFKA_PREFIX = "kafka.";

    /** Settings that start with this are handed to the serde, without it. */
    public static final String SERDE_PREFIX = "serde.";

    private final String key;
    private final String defaultValue;
    private final String description;

    Setting(String key, String defaultValue, String description) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.description = description;
    }

    public String key() {
        return key;
    }

    public String defaultValue() {
        return defaultValue;
    }

    public String description() {
        return description;
    }

    /** The setting with that key. */
    public static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    String valueIn(Map<String, String> settings) {
        return settings.getOrDefault(key, defaultValue).trim();
    }
}
