package io.fourfold.schemas.serde;

import io.fourfold.schemas.serde.SchemaRegistry.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The subjects of value schemas, looked after apart from any record: registers schemas before the first record is written,
 * and lets the registry refuse what could not read older ones. A registry that has no such rule refuses nothing.
 *
 * <p>Every method that asks the registry throws {@link SerializationException} if its answer is final, and
 * {@link RegistryUnavailableException} if it may be another one later.
 */
public final class SchemaSubjects implements AutoCloseable {

    private static final String BACKWARD = "BACKWARD";

    /** What refuses at least what {@link #BACKWARD} does. */
    private static final Set<String> STRICT_ENOUGH = Set.of(BACKWARD, "BACKWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE");

    private final SerdeSettings settings;
    private final SchemaRegistry registry;

    /**
     * @param configs as the serde is configured
     * @throws ConfigException if {@code schema.registry.url} is missing or a value is not one of those allowed
     */
    public SchemaSubjects(Map<String, ?> configs) {
        settings = SerdeSettings.from(configs, false);
        registry = new SchemaRegistry(settings.urls(), settings.clientSettings(), settings.unknownSchemaTimeout());
    }

    /** Whether the serde registers what it writes, so that nobody need do it before. */
    public boolean registersItself() {
        return settings.autoRegister();
    }

    /** The subject of a topic's values. */
    public String subject(String topic, Schema schema) {
        return settings.subjects().subject(topic, settings.isKey(), schema);
    }

    /**
     * Registers a schema unless its subject has it, and has the registry compare it and all later ones, at least for
     * {@value #BACKWARD} compatibility.
     *
     * @return the schema's id
     */
    public int register(String topic, Schema schema) {
        String subject = subject(topic, schema);
        if (!comparesLaterOnes(subject)) {
            registry.setCompatibility(subject, BACKWARD);
        }
        return registry.register(subject, schema);
    }

    /** Why records with this schema could not be written unless they register it; empty if they can. */
    public Optional<String> missing(String topic, Schema schema) {
        String subject = subject(topic, schema);
        try {
            if (settings.useLatest()) {
                registry.latest(subject);
            } else {
                registry.id(subject, schema);
            }
            return Optional.empty();
        } catch (SerializationException missing) {
            return Optional.of(missing.getMessage());
        }
    }

    /** Why the registry would take later schemas that cannot read older records; empty if it refuses them. */
    public Optional<String> unchecked(String topic, Schema schema) {
        String subject = subject(topic, schema);
        return comparesLaterOnes(subject)
                ? Optional.empty()
                : Optional.of("The compatibility of subject " + subject + " is "
                        + registry.compatibility(subject).orElse("not set") + ", expected " + BACKWARD);
    }

    /**
     * Deletes the subjects of topics that are named {@code <topic>.<more>} and whose records have this topic's subject now.
     * Those stay that have a schema which this topic's subject lacks, or has under another id: some record may need it.
     *
     * @return the subjects deleted
     */
    public List<String> deleteOlderOnes(String topic, Schema schema) {
        String subject = subject(topic, schema);
        Set<String> all = registry.subjects();
        if (!subject.startsWith(topic) || !all.contains(subject)) {
            return List.of();
        }
        String end = subject.substring(topic.length());
        Set<Target> kept = new HashSet<>(registry.versions(subject));
        List<String> older = all.stream()
                .filter(other -> other.startsWith(topic + ".") && other.endsWith(end))
                .filter(other -> kept.containsAll(registry.versions(other)))
                .sorted()
                .toList();
        older.forEach(registry::delete);
        return older;
    }

    @Override
    public void close() {
        try {
            registry.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean comparesLaterOnes(String subject) {
        return registry.compatibility(subject).filter(STRICT_ENOUGH::contains).isPresent();
    }
}
