package io.fourfold.topology.config;

import io.fourfold.topology.kafka.KafkaClients;
import io.fourfold.topology.kafka.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one process runs, checked as a whole.
 *
 * @param roles applications to run, at least one
 * @param kafka how to reach the brokers and run on them
 * @param serde class of the value serde, with the properties it is configured with
 * @param topics names of the topics
 * @param claimChecks which photos outside of Kafka may be fetched
 * @param retries how often and how long photos are tried that cannot be had now
 * @param pictures what of photos can be looked at
 * @param queries how queries of several instances are answered
 * @param modelDirectory model bundle; empty takes the built-in one
 * @param http where to listen
 * @param access who may do what over HTTP
 * @param tracing where traces go
 */
public record FourfoldConfig(
        Set<Role> roles,
        KafkaSettings kafka,
        SerdeSettings serde,
        Topics topics,
        ClaimCheckSettings claimChecks,
        RetrySettings retries,
        PictureSettings pictures,
        QuerySettings queries,
        Optional<Path> modelDirectory,
        HttpSettings http,
        AccessSettings access,
        TracingSettings tracing) {

    /**
     * @param bootstrapServers host:port, separated by commas
     * @param applicationIdPrefix first part of every application id
     * @param stateDirectory where the stores lie
     * @param storeCacheBytes memory that RocksDB takes for all stores together
     * @param threads stream threads of each role
     * @param groupProtocol {@code streams} or {@code classic}; {@link #AUTO} until the brokers have been asked
     * @param leaveOnClose whether an instance that stops leaves its groups, so that others take over at once
     * @param sessionTimeout after which an instance that is not heard of counts as dead; empty leaves the group's
     *     configuration as it is
     * @param longestTransaction that the brokers allow; their default until they have been asked
     * @param properties further Kafka properties; they win over this project's own
     * @param roleProperties further ones of the Kafka Streams applications of a role; they win over all others
     */
    public record KafkaSettings(
            String bootstrapServers,
            String applicationIdPrefix,
            Path stateDirectory,
            long storeCacheBytes,
            Threads threads,
            String groupProtocol,
            boolean leaveOnClose,
            Optional<Duration> sessionTimeout,
            Duration longestTransaction,
            Map<String, String> properties,
            Map<Role, Map<String, String>> roleProperties) {

        /** Stands for what brokers and running groups allow. */
        public static final String AUTO = "auto";

        /** Whether groups are rebalanced by their members (KIP-1071 leaves it to the broker). */
        public boolean classicProtocol() {
            return groupProtocol.equals("classic");
        }

        /** Without the values of further properties: they may be passwords. */
        @Override
        public String toString() {
            return "KafkaSettings[bootstrapServers=" + bootstrapServers + ", applicationIdPrefix=" + applicationIdPrefix
                    + ", stateDirectory=" + stateDirectory + ", threads=" + threads + ", groupProtocol=" + groupProtocol
                    + ", leaveOnClose=" + leaveOnClose + ", sessionTimeout=" + sessionTimeout + ", longestTransaction="
                    + longestTransaction + ", properties=" + properties.keySet() + "]";
        }

        /** Further Kafka properties of the Kafka Streams applications of a role. */
        public Map<String, String> properties(Role role) {
            Map<String, String> all = new HashMap<>(properties);
            all.putAll(roleProperties.get(role));
            return all;
        }

        /** Makes clients of these brokers. */
        public KafkaClients clients() {
            return new KafkaClients(bootstrapServers, properties);
        }
    }

    /**
     * @param images threads that describe photos
     * @param index threads that maintain the index
     * @param search threads that search photos by text
     */
    public record Threads(int images, int index, int search) {}

    /**
     * @param className serde with a public no-argument constructor
     * @param properties by Confluent's own names, {@code schema.registry.url} among them
     */
    public record SerdeSettings(String className, Map<String, String> properties) {

        /** Without the values of the properties: they may be passwords. */
        @Override
        public String toString() {
            return "SerdeSettings[className=" + className + ", properties=" + properties.keySet() + "]";
        }
    }

    /**
     * @param allowedPrefixes absolute URIs; a photo's URI must start with one
     * @param networks from which photos may be fetched besides the Internet
     * @param timeout longest time of fetching one photo
     */
    public record ClaimCheckSettings(List<URI> allowedPrefixes, List<CidrBlock> networks, Duration timeout) {}

    /**
     * @param endpoint of a collector; empty: none
     * @param percent of the traces that begin here
     */
    public record TracingSettings(Optional<URI> endpoint, int percent) {}

    /**
     * @param attempts most tries of a photo
     * @param age longest time after its first failure
     * @param firstPause pause after that; each further one is twice as long
     */
    public record RetrySettings(int attempts, Duration age, Duration firstPause) {}

    /**
     * @param thumbnails whether small pictures are made
     * @param urlTemplate where the platform shows its photos, with {@code {id}} for a photo's id
     */
    public record PictureSettings(boolean thumbnails, Optional<String> urlTemplate) {

        /** Path of the thumbnails. */
        public static final String THUMBNAIL_PATH = "/v1/images/{id}/thumbnail";

        /** Where pictures of photos are to be had, if anywhere: at the platform's own place, or else as thumbnails. */
        public Optional<String> template() {
            return urlTemplate.or(() -> thumbnails ? Optional.of(THUMBNAIL_PATH) : Optional.empty());
        }
    }

    /**
     * @param timeout longest wait for other instances
     * @param standbyReplicas copies of the index; empty leaves the group's configuration as it is
     * @param standbyMaxLag records that a copy may lag behind and still answer while its original is away; empty if it
     *     never may
     * @param plainSearch whether searches may ask for the article's inversion
     */
    public record QuerySettings(
            Duration timeout, OptionalInt standbyReplicas, OptionalLong standbyMaxLag, boolean plainSearch) {

        /** Whether this instance may have to do with standbys. */
        public boolean standbys() {
            return standbyReplicas.orElse(0) > 0 || standbyMaxLag.isPresent();
        }
    }

    /**
     * @param users where users are listened for
     * @param peers where other instances are listened for
     * @param management where probes and Prometheus are listened for
     * @param advertised host:port of {@code peers} for other instances, if it differs
     * @param behindProxy whether users come through a proxy, which says who they are and ends TLS
     * @param tls certificate for users
     * @param peerTls certificate for other instances, and the authority that has signed theirs
     * @param peerSecret that other instances must know
     * @param limits of what one client may ask for
     */
    public record HttpSettings(
            ListenAddress users,
            ListenAddress peers,
            ListenAddress management,
            Optional<String> advertised,
            boolean behindProxy,
            Optional<TlsFiles> tls,
            Optional<TlsFiles> peerTls,
            Optional<String> peerSecret,
            RequestLimits limits) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "HttpSettings[users=" + users + ", peers=" + peers + ", management=" + management + ", advertised="
                    + advertised + ", behindProxy=" + behindProxy + ", tls=" + tls + ", peerTls=" + peerTls
                    + ", limits=" + limits + "]";
        }
    }

    /**
     * Files in PEM.
     *
     * @param certificate with those that lead to its authority
     * @param key its private key
     * @param authority whose certificates are trusted; empty where clients need none
     */
    public record TlsFiles(Path certificate, Path key, Optional<Path> authority) {}

    /**
     * @param threads requests of all clients that are answered at a time
     * @param rate requests a second that one client may send, 0 for any number; empty for the default
     * @param concurrency requests of one client that are answered at a time, 0 for any number; empty for the default
     * @param headerBytes longest headers of a request
     */
    public record RequestLimits(int threads, OptionalInt rate, OptionalInt concurrency, int headerBytes) {}

    /**
     * @param enabled whether callers need a key or a token; if not, everybody may do everything
     * @param oidc whose tokens are taken besides keys
     */
    public record AccessSettings(boolean enabled, Optional<OidcSettings> oidc) {}

    /**
     * An OpenID Connect provider.
     *
     * @param issuer its own name, below which its discovery document lies
     * @param audience that tokens must be for
     * @param clientId under which it knows this service; empty if the page does not log in there
     * @param clientSecret of a confidential client
     * @param loginScopes that the page's login asks for, separated by spaces
     * @param claims what its tokens say of a caller
     */
    public record OidcSettings(
            URI issuer,
            String audience,
            Optional<String> clientId,
            Optional<String> clientSecret,
            String loginScopes,
            ClaimSettings claims) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "OidcSettings[issuer=" + issuer + ", audience=" + audience + ", clientId=" + clientId + ", claims="
                    + claims + "]";
        }
    }

    /**
     * Names of claims; dots lead into claims of claims.
     *
     * @param scopes holds the scopes; empty takes {@code scope}, or else {@code scp}
     * @param scopePrefix what a scope's name begins with there
     * @param owners holds the owners that the caller is bound to; empty binds nobody
     * @param albums holds the albums that the caller is bound to; empty binds nobody
     */
    public record ClaimSettings(
            Optional<String> scopes, String scopePrefix, Optional<String> owners, Optional<String> albums) {}

    /** The same configuration with the group protocol that was chosen. */
    public FourfoldConfig withGroupProtocol(String protocol) {
        return with(protocol, kafka.longestTransaction);
    }

    /** The same configuration with what the brokers allow. */
    public FourfoldConfig withLongestTransaction(Duration longest) {
        return with(kafka.groupProtocol, longest);
    }

    private FourfoldConfig with(String groupProtocol, Duration longestTransaction) {
        KafkaSettings chosen = new KafkaSettings(
                kafka.bootstrapServers,
                kafka.applicationIdPrefix,
                kafka.stateDirectory,
                kafka.storeCacheBytes,
                kafka.threads,
                groupProtocol,
                kafka.leaveOnClose,
                kafka.sessionTimeout,
                longestTransaction,
                kafka.properties,
                kafka.roleProperties);
        return new FourfoldConfig(
                roles,
                chosen,
                serde,
                topics,
                claimChecks,
                retries,
                pictures,
                queries,
                modelDirectory,
                http,
                access,
                tracing);
    }

    /** The defaults of {@link Setting}. */
    public static FourfoldConfig defaults() {
        return from(Map.of());
    }

    /**
     * Reads settings by the keys of {@link Setting}; what is missing takes its default.
     *
     * @throws InvalidConfigException listing every problem, unknown keys included
     */
    public static FourfoldConfig from(Map<String, String> settings) {
        return new SettingsReader(settings).read();
    }
}
