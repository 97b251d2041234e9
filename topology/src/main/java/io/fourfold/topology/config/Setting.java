package io.fourfold.topology.config;

import io.fourfold.topology.kafka.Topics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every setting of the application: its key in a configuration file, its default, and what it does, with its unit and range.
 * {@code docs/settings.md} lists them all.
 */
public enum Setting {
    ROLES("roles", "images,index,search", "applications that this process runs, separated by commas"),
    BOOTSTRAP_SERVERS("bootstrap.servers", "localhost:9092", "Kafka brokers, host:port, separated by commas"),
    SCHEMA_REGISTRY_URL(
            "schema.registry.url",
            "http://localhost:8081/apis/ccompat/v7",
            "schema registry with Confluent's API; the default is the local stack's"),
    SERDE_CLASS(
            "serde.class",
            "io.fourfold.schemas.serde.ConfluentAvroSerde",
            "Avro serde of the record values, a class with a public no-argument constructor"),
    APPLICATION_ID_PREFIX(
            "application.id.prefix",
            "fourfold",
            "first part of application ids, and so of consumer groups, transactional ids and changelogs; 1 to 100 letters,"
                    + " digits, '.', '_' or '-'; each deployment on a cluster needs its own"),
    TOPICS_PREFIX(
            "topics.prefix",
            Topics.DEFAULT_PREFIX,
            "first part of topic names; 1 to 100 letters, digits, '.', '_' or '-', starting with a letter or digit"),
    STATE_DIR(
            "state.dir",
            ".fourfold/state",
            "directory of the state stores, one for each instance; without it they are restored from their changelogs"),
    STATE_CACHE_MB(
            "state.cache.mb",
            "128",
            "memory beside the heap, in MB, that RocksDB takes for blocks and write buffers of all stores of the process"
                    + " together, 16 to 65536"),
    IMAGE_THREADS(
            "image.threads",
            "",
            "threads that describe photos, 1 to 256; empty: one for each processor of the machine"),
    INDEX_THREADS("index.threads", "1", "threads that maintain the index, 1 to 256"),
    SEARCH_THREADS("search.threads", "1", "threads that answer searches by events, 1 to 256"),
    GROUP_PROTOCOL(
            "group.protocol",
            "auto",
            "consumer group protocol: streams (KIP-1071, brokers from 4.2, fast start and failover), classic (brokers from"
                    + " 3.7), or auto: streams if the brokers' features allow it and no instance runs with classic"),
    LEAVE_ON_CLOSE(
            "group.leave.on.close",
            "true",
            "whether an instance that stops leaves its groups, so that others take over its partitions at once; false, with"
                    + " the classic protocol only: they wait for it until its session times out, for restarts that are"
                    + " quicker than that"),
    SESSION_TIMEOUT_MS(
            "group.session.timeout.ms",
            "",
            "session timeout in ms, 1000 to 600000: an instance that is not heard of for so long counts as crashed, also if"
                    + " it only paused (garbage collection), and others take over its partitions; empty: as the brokers"
                    + " have it for the group, or 10000 with the classic protocol"),
    CLAIM_CHECK_PREFIXES(
            "claim.check.prefixes",
            "",
            "absolute https, http or file URIs, separated by commas, under which photos may be fetched; empty: none"),
    CLAIM_CHECK_NETWORKS(
            "claim.check.networks",
            "",
            "networks beside the Internet from which photos may be fetched, such as 10.20.0.0/16, separated by commas: hosts"
                    + " with loopback, private, link-local and other special addresses are refused otherwise; metadata services"
                    + " of clouds only by their single address"),
    CLAIM_CHECK_TIMEOUT_MS(
            "claim.check.timeout.ms",
            "10000",
            "timeout in ms of fetching one photo, 1000 to 60000; it is then tried again after a pause"),
    RETRY_ATTEMPTS(
            "retry.attempts",
            "30",
            "how often a photo is tried that cannot be had now, 1 to 1000, before it becomes a dead letter; while its whole"
                    + " store is away that does not count"),
    RETRY_AGE_MS(
            "retry.age.ms",
            "86400000",
            "how long after its first failure such a photo is tried again, in ms, 0 to 604800000 (a week)"),
    RETRY_PAUSE_MS(
            "retry.pause.ms",
            "1000",
            "pause in ms after the first failure of such a photo, 100 to 900000; each further one is twice as long, up to a"
                    + " quarter of an hour"),
    THUMBNAILS(
            "thumbnails.enabled",
            "false",
            "whether a small JPEG of each photo is made when it is described, kept with the index and served at"
                    + " /v1/images/{id}/thumbnail; true in the demo"),
    PHOTO_URL_TEMPLATE(
            "photo.url.template",
            "",
            "where the platform itself shows its photos, such as https://photos.example.org/{id}: an absolute https or http"
                    + " URL, or a path of this host, in which {id} stands for the photo's id; answers name it instead of"
                    + " thumbnails; empty: nowhere"),
    STANDBY_REPLICAS(
            "index.standby.replicas",
            "",
            "standby replicas of each partition of the index, 0 to 10, which other instances keep up to date and which take"
                    + " over at once; empty: as the brokers have it for the group, or none with the classic protocol"),
    QUERY_TIMEOUT_MS(
            "query.timeout.ms",
            "2000",
            "timeout in ms of queries to other instances, 100 to 60000; what has not answered by then is left out, and an"
                    + " instance that lets two queries in a row time out is not asked for as long again"),
    QUERY_STANDBY_MAX_LAG(
            "query.standby.max.lag",
            "",
            "lets a standby answer while the active copy is away, if it lags behind by no more than this many records;"
                    + " empty: it never answers"),
    SEARCH_PLAIN(
            "search.plain.enabled",
            "false",
            "whether GET /v1/search takes method=plain, the article's inversion, for comparison: it keeps a processor busy"
                    + " for about a second, so users should not be able to ask for it; true in the demo"),
    MODEL_DIR(
            "model.dir",
            "",
            "directory of the model bundle that a new deployment starts with, an existing one goes on with the network in"
                    + " service; empty: the built-in bundle"),
    HTTP_HOST("http.host", "127.0.0.1", "address that the HTTP API and the page listen on; 0.0.0.0: all addresses"),
    HTTP_PORT("http.port", "8080", "port that the HTTP API and the page listen on, 0 to 65535; 0: a free one"),
    HTTP_PEER_HOST(
            "http.peer.host",
            "127.0.0.1",
            "address that other instances' queries are listened for on; 0.0.0.0: all addresses"),
    HTTP_PEER_PORT(
            "http.peer.port",
            "8090",
            "port that other instances' queries are listened for on, 0 to 65535; 0: a free one"),
    HTTP_ADVERTISED(
            "http.advertised",
            "",
            "host:port under which other instances reach this one's http.peer.host and http.peer.port; empty: these, with"
                    + " the machine's name in place of 0.0.0.0"),
    HTTP_MANAGEMENT_HOST(
            "http.management.host",
            "127.0.0.1",
            "address that probes and Prometheus are listened for on; 0.0.0.0: all addresses"),
    HTTP_MANAGEMENT_PORT(
            "http.management.port",
            "8091",
            "port that probes and Prometheus are listened for on, 0 to 65535; 0: a free one"),
    HTTP_BEHIND_PROXY(
            "http.behind.proxy",
            "false",
            "whether users come through a proxy that ends TLS; their address is then the last one of X-Forwarded-For, and"
                    + " X-Forwarded-Proto and X-Forwarded-Host count, which the proxy must set"),
    HTTP_TLS_CERTIFICATE(
            "http.tls.certificate",
            "",
            "certificate for users, a PEM file with the chain; read again when it changes; empty: no TLS"),
    HTTP_TLS_KEY("http.tls.key", "", "its key, a PEM file, PKCS#8 without a password"),
    HTTP_PEER_SECRET(
            "http.peer.secret",
            "",
            "secret that instances must know to query each other, the same for all, at least 16 characters; empty: none"),
    HTTP_PEER_TLS_CERTIFICATE(
            "http.peer.tls.certificate",
            "",
            "certificate of this instance for the others, a PEM file that names the host of http.advertised; with it,"
                    + " instances query each other by TLS with certificates of both sides; empty: no TLS"),
    HTTP_PEER_TLS_KEY("http.peer.tls.key", "", "its key, a PEM file, PKCS#8 without a password"),
    HTTP_PEER_TLS_CA("http.peer.tls.ca", "", "certificates that must have signed those of other instances, a PEM file"),
    HTTP_THREADS(
            "http.threads",
            "200",
            "requests of all users that are answered at a time, each by a thread, 8 to 1000; more are answered 503"),
    HTTP_LIMIT_RATE(
            "http.limit.rate",
            "",
            "requests a second that one address, and one key, may send, on average over 10 s; more are answered 429; 0: any"
                    + " number; empty: 200, and any number from this machine itself"),
    HTTP_LIMIT_CONCURRENCY(
            "http.limit.concurrency",
            "",
            "requests of one address, and of one key, that are answered at a time; more are answered 429; 0: any number;"
                    + " empty: 50, and any number from this machine itself"),
    HTTP_LIMIT_HEADER_BYTES(
            "http.limit.header.bytes",
            "8192",
            "longest headers of a request with its URI, in bytes, 1024 to 65536; more is answered 431 or 414"),
    ACCESS_ENABLED(
            "access.enabled",
            "false",
            "whether requests need an API key or a bearer token; false: everybody who reaches the port may do everything"),
    OIDC_ISSUER(
            "access.oidc.issuer",
            "",
            "OpenID Connect provider whose tokens are taken besides keys: its issuer URL, https unless it is on this machine;"
                    + " empty: none"),
    OIDC_AUDIENCE("access.oidc.audience", "", "audience that tokens must be for; needed with access.oidc.issuer"),
    OIDC_CLIENT_ID(
            "access.oidc.client.id",
            "",
            "client that the provider knows this service by, so that the page can log in there; its redirect URI is"
                    + " /v1/session/callback of this service; empty: the page logs in with keys only"),
    OIDC_CLIENT_SECRET("access.oidc.client.secret", "", "secret of that client; empty: a public client"),
    OIDC_LOGIN_SCOPES(
            "access.oidc.login.scopes",
            "openid profile",
            "what the page's login asks the provider for, separated by spaces, openid among them"),
    OIDC_SCOPES_CLAIM(
            "access.oidc.claim.scopes",
            "",
            "claim that holds a caller's scopes, a list or separated by spaces; dots lead into claims of claims, such as"
                    + " realm_access.roles; empty: scope, or else scp"),
    OIDC_SCOPE_PREFIX(
            "access.oidc.scope.prefix",
            "",
            "what the names of scopes begin with there, such as fourfold: for fourfold:read; what does not is passed over"),
    OIDC_OWNERS_CLAIM(
            "access.oidc.claim.owners",
            "",
            "claim that holds the owners that a caller is bound to, or * for all; a token without it is refused; empty:"
                    + " tokens bind nobody to owners"),
    OIDC_ALBUMS_CLAIM(
            "access.oidc.claim.albums",
            "",
            "claim that holds the albums that a caller is bound to, or * for all; a token without it is refused; empty:"
                    + " tokens bind nobody to albums"),
    TRACING_ENDPOINT(
            "tracing.endpoint",
            "",
            "where traces are sent by OTLP over HTTP, such as http://localhost:4318/v1/traces; empty: nowhere, and headers with"
                    + " traces are passed on as they came"),
    TRACING_PERCENT(
            "tracing.percent",
            "100",
            "how many of a hundred traces that begin here are sent, 0 to 100; what comes with a traceparent header does as"
                    + " that says");

    /** What the name of an environment variable starts with that holds a setting. */
    public static final String VARIABLE_PREFIX = "FOURFOLD_";

    /** Settings that start with this are handed to every Kafka client and Kafka Streams, without it. */
    public static final String KAFKA_PREFIX = "kafka.";

    /** Settings that start with this are handed to the serde, without it. */
    public static final String SERDE_PREFIX = "serde.";

    private static final String HIDDEN = "***";

    /** Names of secrets, those of Kafka's and the registry's clients included. */
    private static final Pattern SECRET = Pattern.compile(
            "password|passphrase|secret|jaas|credentials(?!\\.source)|user\\.info"
                    + "|token(?!\\.endpoint)|ssl\\.keystore\\.key|certificate\\.chain|truststore\\.certificates|private\\.key(?!\\.file)");

    /** All prefixes of settings that are handed on. */
    static final List<String> PASSED_ON = Stream.concat(
                    Stream.of(KAFKA_PREFIX, SERDE_PREFIX),
                    Arrays.stream(Role.values()).map(Setting::kafkaPrefix))
            .toList();

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

    /** Settings that start with this are handed to Kafka Streams in that role, without it. */
    static String kafkaPrefix(Role role) {
        return role.label() + "." + KAFKA_PREFIX;
    }

    /** The environment variable that holds it: {@code FOURFOLD_HTTP_PORT} for {@code http.port}. */
    public String variable() {
        return variable(key);
    }

    private static String variable(String key) {
        return VARIABLE_PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * The settings in environment variables, those that are handed on included. Variables that are empty, or no setting's, are
     * passed over.
     */
    public static Map<String, String> inEnvironment(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>();
        environment.forEach((name, value) -> {
            if (!value.isBlank()) {
                keyOf(name).ifPresent(key -> settings.put(key, value));
            }
        });
        return settings;
    }

    private static Optional<String> keyOf(String variable) {
        return Arrays.stream(values())
                .filter(setting -> setting.variable().equals(variable))
                .map(Setting::key)
                .findFirst()
                .or(() -> PASSED_ON.stream()
                        .filter(prefix -> variable.startsWith(variable(prefix)))
                        .map(prefix -> variable.substring(VARIABLE_PREFIX.length())
                                .replace('_', '.')
                                .toLowerCase(Locale.ROOT))
                        .findFirst());
    }

    /** A value as people may see it: without what lets somebody in. */
    public static String shown(String key, String value) {
        return SECRET.matcher(key).find() && !value.isEmpty()
                ? HIDDEN
                : value.replaceAll("//[^/@\\s]*@", "//" + HIDDEN + "@");
    }

    String valueIn(Map<String, String> settings) {
        return settings.getOrDefault(key, defaultValue).trim();
    }
}
