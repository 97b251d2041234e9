package io.fourfold.schemas.serde;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;

/**
 * What the serde reads from a Kafka client's configuration, under Confluent's own key names.
 *
 * @param urls of the registry, tried in turn; {@code mock://scope} is a registry in memory, shared within the JVM
 * @param autoRegister whether an unknown schema is registered on first use
 * @param useLatest whether records are written with the subject's latest schema; only without autoRegister
 * @param unknownSchemaTimeout how long the schema of an unknown id is asked for again
 * @param clientSettings everything that was given, for the registry client ({@code basic.auth.*},
 *     {@code bearer.auth.*}, {@code schema.registry.ssl.*}, time limits, proxy)
 */
record SerdeSettings(
        List<String> urls,
        boolean autoRegister,
        boolean useLatest,
        SubjectNameStrategy subjects,
        boolean isKey,
        Duration unknownSchemaTimeout,
        Map<String, Object> clientSettings) {

    static final String URL = "schema.registry.url";
    static final String AUTO_REGISTER = "auto.register.schemas";
    static final String USE_LATEST = "use.latest.version";
    static final String KEY_STRATEGY = "key.subject.name.strategy";
    static final String VALUE_STRATEGY = "value.subject.name.strategy";

    /** This project's own: how long, in ms, an unknown schema id is asked for again. */
    static final String UNKNOWN_SCHEMA_WAIT = "unknown.schema.wait.ms";

    private static final String UNKNOWN_SCHEMA_WAIT_DEFAULT = "3000";

    /** @throws ConfigException if the URL is missing or a value is not one of those allowed */
    static SerdeSettings from(Map<String, ?> configs, boolean isKey) {
        Map<String, Object> given = new HashMap<>(configs);
        given.values().removeIf(Objects::isNull);
        String strategyKey = isKey ? KEY_STRATEGY : VALUE_STRATEGY;
        return new SerdeSettings(
                urls(given.get(URL)),
                flag(given, AUTO_REGISTER, true),
                flag(given, USE_LATEST, false),
                SubjectNameStrategy.parse(strategyKey, given.getOrDefault(strategyKey, "TopicNameStrategy")),
                isKey,
                milliseconds(UNKNOWN_SCHEMA_WAIT, given.getOrDefault(UNKNOWN_SCHEMA_WAIT, UNKNOWN_SCHEMA_WAIT_DEFAULT)),
                Map.copyOf(given));
    }

    private static List<String> urls(Object value) {
        List<?> parts = value instanceof List<?> list
                ? list
                : Arrays.asList(value == null ? new String[0] : value.toString().split(","));
        List<String> urls = parts.stream()
                .map(part -> part.toString().strip())
                .filter(url -> !url.isEmpty())
                .toList();
        if (urls.isEmpty()) {
            throw new ConfigException("Set " + URL + " to the schema registry's URL, for example http://localhost:8081 "
                    + "(a comma-separated list if there are several)");
        }
        return urls;
    }

    private static Duration milliseconds(String key, Object value) {
        try {
            return Duration.ofMillis(Integer.parseUnsignedInt(value.toString().strip()));
        } catch (NumberFormatException notANumber) {
            throw new ConfigException(key, value, "Use a number of milliseconds");
        }
    }

    private static boolean flag(Map<String, Object> configs, String key, boolean byDefault) {
        Object value = configs.getOrDefault(key, byDefault);
        return switch (value.toString().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(key, value, "Use true or false");
        };
    }
}
