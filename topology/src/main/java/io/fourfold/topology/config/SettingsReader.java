package io.fourfold.topology.config;

import io.fourfold.topology.kafka.Topics;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a {@link FourfoldConfig} and gathers every problem on the way. */
final class SettingsReader {

    private static final int MAX_THREADS = 256;
    private static final int MAX_CACHE_MB = 65_536;
    private static final int MAX_STANDBY_REPLICAS = 10;
    private static final int MAX_ATTEMPTS = 1_000;
    private static final int MAX_RETRY_AGE_MS = 604_800_000;
    private static final int MAX_RETRY_PAUSE_MS = 900_000;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_LIMIT = 1_000_000;
    private static final int LEAST_SECRET = 16;
    private static final Pattern APPLICATION_ID = Pattern.compile("[a-zA-Z0-9._-]{1,100}");
    private static final Pattern HOST_AND_PORT = Pattern.compile("\\S+:\\d{1,5}");

    /** Encrypted, unless nobody else can listen. */
    private static final Pattern ISSUER =
            Pattern.compile("https://[^\\s?#]+|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?(/[^\\s?#]*)?");

    /** The id is never part of the host, which the page allows by name. */
    private static final Pattern PHOTO_URL =
            Pattern.compile("(https?://[\\w.-]+(:\\d{1,5})?)?/(?!/)[^\\s\"'<>{}]*\\{id}[^\\s\"'<>{}]*");

    private static final Set<String> CLAIM_CHECK_SCHEMES = Set.of("https", "http", "file");

    private final Map<String, String> settings;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    FourfoldConfig read() {
        settings.keySet().stream().sorted().forEach(this::checkKnown);
        FourfoldConfig config = new FourfoldConfig(
                roles(),
                kafka(),
                serde(),
                topics(),
                claimChecks(),
                retries(),
                pictures(),
                queries(),
                path(Setting.MODEL_DIR),
                http(),
                access(),
                tracing());
        OpenDoors.of(config.http(), config.access()).forEach(problems::add);
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return config;
    }

    private void checkKnown(String key) {
        if (Setting.of(key).isEmpty() && Setting.PASSED_ON.stream().noneMatch(key::startsWith)) {
            problems.add("'" + key + "' is not a setting; further Kafka properties start with '" + Setting.KAFKA_PREFIX
                    + "', those of the serde with '" + Setting.SERDE_PREFIX + "'");
        }
    }

    private Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String label : list(Setting.ROLES)) {
            Optional<Role> role = Arrays.stream(Role.values())
                    .filter(candidate -> candidate.label().equals(label))
                    .findFirst();
            role.ifPresentOrElse(
                    roles::add,
                    () -> problem(
                            Setting.ROLES,
                            "has no role '" + label + "'; there are "
                                    + String.join(
                                            ", ",
                                            Arrays.stream(Role.values())
                                                    .map(Role::label)
                                                    .toList())));
        }
        if (list(Setting.ROLES).isEmpty()) {
            problem(Setting.ROLES, "must name at least one role");
        }
        return roles;
    }

    private FourfoldConfig.KafkaSettings kafka() {
        for (String server : list(Setting.BOOTSTRAP_SERVERS)) {
            if (!HOST_AND_PORT.matcher(server).matches()) {
                problem(Setting.BOOTSTRAP_SERVERS, "needs host:port, not '" + server + "'");
            }
        }
        if (list(Setting.BOOTSTRAP_SERVERS).isEmpty()) {
            problem(Setting.BOOTSTRAP_SERVERS, "must name at least one broker");
        }
        String applicationIdPrefix = value(Setting.APPLICATION_ID_PREFIX);
        if (!APPLICATION_ID.matcher(applicationIdPrefix).matches()) {
            problem(Setting.APPLICATION_ID_PREFIX, "must be 1 to 100 letters, digits, '.', '_' or '-'");
        }
        String groupProtocol = value(Setting.GROUP_PROTOCOL);
        if (!Set.of(FourfoldConfig.KafkaSettings.AUTO, "streams", "classic").contains(groupProtocol)) {
            problem(Setting.GROUP_PROTOCOL, "must be 'auto', 'streams' or 'classic', not '" + groupProtocol + "'");
        }
        Optional<Path> stateDirectory = path(Setting.STATE_DIR);
        if (stateDirectory.isEmpty()) {
            problem(Setting.STATE_DIR, "must name a directory");
        }
        return new FourfoldConfig.KafkaSettings(
                value(Setting.BOOTSTRAP_SERVERS),
                applicationIdPrefix,
                stateDirectory.orElse(Path.of("")),
                number(Setting.STATE_CACHE_MB, 16, MAX_CACHE_MB) * 1024L * 1024,
                threads(),
                groupProtocol,
                flag(Setting.LEAVE_ON_CLOSE),
                sessionTimeout(),
                PassLimits.LONGEST_TRANSACTION,
                withoutPrefix(Setting.KAFKA_PREFIX),
                Stream.of(Role.values())
                        .collect(Collectors.toMap(
                                Function.identity(), role -> withoutPrefix(Setting.kafkaPrefix(role)))));
    }

    private FourfoldConfig.Threads threads() {
        int images = value(Setting.IMAGE_THREADS).isEmpty()
                ? Runtime.getRuntime().availableProcessors()
                : number(Setting.IMAGE_THREADS, 1, MAX_THREADS);
        return new FourfoldConfig.Threads(
                images, number(Setting.INDEX_THREADS, 1, MAX_THREADS), number(Setting.SEARCH_THREADS, 1, MAX_THREADS));
    }

    private Optional<Duration> sessionTimeout() {
        return value(Setting.SESSION_TIMEOUT_MS).isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(number(Setting.SESSION_TIMEOUT_MS, 1_000, 600_000)));
    }

    private FourfoldConfig.SerdeSettings serde() {
        Map<String, String> properties = new HashMap<>(withoutPrefix(Setting.SERDE_PREFIX));
        properties.put(Setting.SCHEMA_REGISTRY_URL.key(), value(Setting.SCHEMA_REGISTRY_URL));
        if (value(Setting.SCHEMA_REGISTRY_URL).isEmpty()) {
            problem(Setting.SCHEMA_REGISTRY_URL, "must not be empty");
        }
        if (value(Setting.SERDE_CLASS).isEmpty()) {
            problem(Setting.SERDE_CLASS, "must not be empty");
        }
        return new FourfoldConfig.SerdeSettings(value(Setting.SERDE_CLASS), Map.copyOf(properties));
    }

    private Topics topics() {
        return parsed(Setting.TOPICS_PREFIX, Topics::new).orElseGet(Topics::new);
    }

    private FourfoldConfig.ClaimCheckSettings claimChecks() {
        List<URI> prefixes = new ArrayList<>();
        for (String prefix : list(Setting.CLAIM_CHECK_PREFIXES)) {
            claimCheckPrefix(prefix).ifPresent(prefixes::add);
        }
        List<CidrBlock> networks = new ArrayList<>();
        for (String network : list(Setting.CLAIM_CHECK_NETWORKS)) {
            parsed(Setting.CLAIM_CHECK_NETWORKS, network, CidrBlock::parse).ifPresent(networks::add);
        }
        int timeout = number(Setting.CLAIM_CHECK_TIMEOUT_MS, 1_000, 60_000);
        return new FourfoldConfig.ClaimCheckSettings(
                List.copyOf(prefixes), List.copyOf(networks), Duration.ofMillis(timeout));
    }

    private FourfoldConfig.RetrySettings retries() {
        return new FourfoldConfig.RetrySettings(
                number(Setting.RETRY_ATTEMPTS, 1, MAX_ATTEMPTS),
                Duration.ofMillis(number(Setting.RETRY_AGE_MS, 0, MAX_RETRY_AGE_MS)),
                Duration.ofMillis(number(Setting.RETRY_PAUSE_MS, 100, MAX_RETRY_PAUSE_MS)));
    }

    private FourfoldConfig.PictureSettings pictures() {
        String template = value(Setting.PHOTO_URL_TEMPLATE);
        if (!template.isEmpty() && !PHOTO_URL.matcher(template).matches()) {
            problem(
                    Setting.PHOTO_URL_TEMPLATE,
                    "needs an https or http URL, or a path, with {id} in its path, such as"
                            + " https://photos.example.org/{id}, not '" + template + "'");
        }
        return new FourfoldConfig.PictureSettings(
                flag(Setting.THUMBNAILS), Optional.of(template).filter(text -> !text.isEmpty()));
    }

    /** User and query of a prefix, which may be secrets, are not repeated. */
    private Optional<URI> claimCheckPrefix(String prefix) {
        try {
            URI uri = new URI(prefix);
            if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                problem(Setting.CLAIM_CHECK_PREFIXES, "needs URIs without user, query and fragment");
                return Optional.empty();
            }
            boolean hasHost = uri.getHost() != null;
            if (uri.getScheme() != null
                    && CLAIM_CHECK_SCHEMES.contains(uri.getScheme())
                    && uri.getPath() != null
                    && hasHost != uri.getScheme().equals("file")) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // Reported below, like every other prefix that cannot be used.
        }
        problem(
                Setting.CLAIM_CHECK_PREFIXES,
                "needs absolute https, http or file URIs such as https://photos.example.org/originals/, not '"
                        + prefix.replaceAll(".*@", "...@").replaceAll("\\?.*", "?...") + "'");
        return Optional.empty();
    }

    private FourfoldConfig.QuerySettings queries() {
        OptionalInt standbyReplicas = value(Setting.STANDBY_REPLICAS).isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(number(Setting.STANDBY_REPLICAS, 0, MAX_STANDBY_REPLICAS));
        OptionalLong standbyMaxLag = value(Setting.QUERY_STANDBY_MAX_LAG).isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(number(Setting.QUERY_STANDBY_MAX_LAG, 0, Integer.MAX_VALUE));
        return new FourfoldConfig.QuerySettings(
                Duration.ofMillis(number(Setting.QUERY_TIMEOUT_MS, 100, 60_000)),
                standbyReplicas,
                standbyMaxLag,
                flag(Setting.SEARCH_PLAIN));
    }

    private FourfoldConfig.HttpSettings http() {
        String advertised = value(Setting.HTTP_ADVERTISED);
        if (!advertised.isEmpty() && !HOST_AND_PORT.matcher(advertised).matches()) {
            problem(Setting.HTTP_ADVERTISED, "needs host:port, not '" + advertised + "'");
        }
        return new FourfoldConfig.HttpSettings(
                address(Setting.HTTP_HOST, Setting.HTTP_PORT),
                address(Setting.HTTP_PEER_HOST, Setting.HTTP_PEER_PORT),
                address(Setting.HTTP_MANAGEMENT_HOST, Setting.HTTP_MANAGEMENT_PORT),
                Optional.of(advertised).filter(text -> !text.isEmpty()),
                flag(Setting.HTTP_BEHIND_PROXY),
                tls(Setting.HTTP_TLS_CERTIFICATE, Setting.HTTP_TLS_KEY, Optional.empty()),
                tls(
                        Setting.HTTP_PEER_TLS_CERTIFICATE,
                        Setting.HTTP_PEER_TLS_KEY,
                        Optional.of(Setting.HTTP_PEER_TLS_CA)),
                peerSecret(),
                new FourfoldConfig.RequestLimits(
                        number(Setting.HTTP_THREADS, 8, 1_000),
                        limit(Setting.HTTP_LIMIT_RATE),
                        limit(Setting.HTTP_LIMIT_CONCURRENCY),
                        number(Setting.HTTP_LIMIT_HEADER_BYTES, 1_024, 65_536)));
    }

    /** Each file needs the others. */
    private Optional<FourfoldConfig.TlsFiles> tls(Setting certificate, Setting key, Optional<Setting> authority) {
        List<Setting> files =
                Stream.concat(Stream.of(certificate, key), authority.stream()).toList();
        if (files.stream().allMatch(file -> value(file).isEmpty())) {
            return Optional.empty();
        }
        files.stream()
                .filter(file -> value(file).isEmpty())
                .forEach(file -> problem(
                        file,
                        "must be set, too: "
                                + String.join(
                                        ", ", files.stream().map(Setting::key).toList())
                                + " belong together"));
        return Optional.of(new FourfoldConfig.TlsFiles(
                path(certificate).orElse(Path.of("")), path(key).orElse(Path.of("")), authority.flatMap(this::path)));
    }

    private Optional<String> peerSecret() {
        Optional<String> secret = text(Setting.HTTP_PEER_SECRET);
        if (secret.filter(text -> text.length() < LEAST_SECRET).isPresent()) {
            problem(
                    Setting.HTTP_PEER_SECRET,
                    "must have at least " + LEAST_SECRET + " characters, such as those of 'openssl rand -hex 32'");
        }
        return secret;
    }

    private OptionalInt limit(Setting setting) {
        return value(setting).isEmpty() ? OptionalInt.empty() : OptionalInt.of(number(setting, 0, MAX_LIMIT));
    }

    private ListenAddress address(Setting host, Setting port) {
        if (value(host).isEmpty()) {
            problem(host, "must not be empty");
        }
        return new ListenAddress(value(host), number(port, 0, MAX_PORT), port);
    }

    private FourfoldConfig.AccessSettings access() {
        return new FourfoldConfig.AccessSettings(flag(Setting.ACCESS_ENABLED), oidc());
    }

    private Optional<FourfoldConfig.OidcSettings> oidc() {
        if (value(Setting.OIDC_ISSUER).isEmpty()) {
            for (Setting setting : List.of(Setting.OIDC_AUDIENCE, Setting.OIDC_CLIENT_ID)) {
                if (!value(setting).isEmpty()) {
                    problem(setting, "means nothing without access.oidc.issuer");
                }
            }
            return Optional.empty();
        }
        if (value(Setting.OIDC_AUDIENCE).isEmpty()) {
            problem(Setting.OIDC_AUDIENCE, "must be set if there is an access.oidc.issuer");
        }
        return parsed(Setting.OIDC_ISSUER, URI::create).map(issuer -> {
            if (!ISSUER.matcher(issuer.toString()).matches()) {
                problem(
                        Setting.OIDC_ISSUER,
                        "must be an https URL such as https://login.example.org/realms/photos, not '" + issuer + "'");
            }
            return new FourfoldConfig.OidcSettings(
                    issuer,
                    value(Setting.OIDC_AUDIENCE),
                    text(Setting.OIDC_CLIENT_ID),
                    text(Setting.OIDC_CLIENT_SECRET),
                    value(Setting.OIDC_LOGIN_SCOPES),
                    new FourfoldConfig.ClaimSettings(
                            text(Setting.OIDC_SCOPES_CLAIM),
                            value(Setting.OIDC_SCOPE_PREFIX),
                            text(Setting.OIDC_OWNERS_CLAIM),
                            text(Setting.OIDC_ALBUMS_CLAIM)));
        });
    }

    private FourfoldConfig.TracingSettings tracing() {
        Optional<URI> endpoint = text(Setting.TRACING_ENDPOINT)
                .flatMap(address -> parsed(Setting.TRACING_ENDPOINT, address, URI::create));
        endpoint.ifPresent(address -> {
            if (address.getHost() == null || !Set.of("http", "https").contains(address.getScheme())) {
                problem(
                        Setting.TRACING_ENDPOINT,
                        "must be an http or https URL such as http://localhost:4318/v1/traces, not '" + address + "'");
            }
        });
        return new FourfoldConfig.TracingSettings(endpoint, number(Setting.TRACING_PERCENT, 0, 100));
    }

    private Optional<String> text(Setting setting) {
        return Optional.of(value(setting)).filter(text -> !text.isEmpty());
    }

    private boolean flag(Setting setting) {
        if (!Set.of("true", "false").contains(value(setting))) {
            problem(setting, "must be true or false, not '" + value(setting) + "'");
        }
        return Boolean.parseBoolean(value(setting));
    }

    private int number(Setting setting, int min, int max) {
        try {
            int number = Integer.parseInt(value(setting));
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of range.
        }
        problem(setting, "must be a number from " + min + " to " + max + ", not '" + value(setting) + "'");
        return min;
    }

    private Optional<Path> path(Setting setting) {
        if (value(setting).isEmpty()) {
            return Optional.empty();
        }
        return parsed(setting, Path::of);
    }

    private <T> Optional<T> parsed(Setting setting, Function<String, T> parser) {
        return parsed(setting, value(setting), parser);
    }

    private <T> Optional<T> parsed(Setting setting, String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            problem(setting, e.getMessage());
            return Optional.empty();
        }
    }

    private List<String> list(Setting setting) {
        return Arrays.stream(value(setting).split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Map<String, String> withoutPrefix(String prefix) {
        Map<String, String> result = new HashMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(prefix) && Setting.of(key).isEmpty()) {
                result.put(key.substring(prefix.length()), value);
            }
        });
        return Map.copyOf(result);
    }

    private String value(Setting setting) {
        return setting.valueIn(settings);
    }

    private void problem(Setting setting, String what) {
        problems.add(setting.key() + " " + what);
    }
}
