package io.fourfold.schemas.serde;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.ParsedSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Confluent's own registry client, which Maven Central has only inside Flink's Avro format; the one place that
 * knows its relocated names. Safe for several threads.
 *
 * <p>Every method throws {@link SerializationException} if the registry's answer is final, and
 * {@link RegistryUnavailableException} if it may be another one later.
 */
final class SchemaRegistry implements AutoCloseable {

    /** The schema that a record is to be written with, and the number that the registry gave it. */
    record Target(int id, Schema schema) {}

    private static final int CACHED_SCHEMAS = 1000;
    private static final int NOT_FOUND = 404;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int CONFLICT = 409;
    private static final int SUBJECT_NOT_FOUND = 40401;
    private static final int SCHEMA_NOT_FOUND = 40403;

    private final List<String> urls;
    private final SchemaRegistryClient client;
    private final Duration unknownSchemaTimeout;
    private final Set<Integer> unknown = ConcurrentHashMap.newKeySet();

    /**
     * @param unknownSchemaTimeout how long an unknown id is asked for again, since a replica may lack it for seconds
     */
    SchemaRegistry(List<String> urls, Map<String, ?> settings, Duration unknownSchemaTimeout) {
        this.urls = urls.stream().map(SchemaRegistry::withoutPassword).toList();
        this.unknownSchemaTimeout = unknownSchemaTimeout;
        this.client = SchemaRegistryClientFactory.newClient(
                urls, CACHED_SCHEMAS, List.of(new AvroSchemaProvider()), settings, Map.of());
    }

    /**
     * The schema of an id.
     *
     * @throws UnknownSchemaException if the registry has none, and still has none after the unknownSchemaTimeout with its replicas
     */
    Schema schema(int id) {
        long deadline = System.nanoTime() + (unknown.contains(id) ? 0 : unknownSchemaTimeout.toNanos());
        while (true) {
            try {
                Schema schema = schemaNow(id);
                unknown.remove(id);
                return schema;
            } catch (UnknownSchemaException missing) {
                if (System.nanoTime() + PAUSE.toNanos() > deadline) {
                    // Many records may have that id; only the first one waits.
                    unknown.add(id);
                    throw missing;
                }
                pause(missing);
            }
        }
    }

    private static void pause(UnknownSchemaException missing) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException(missing.getMessage(), interruption);
        }
    }

    private Schema schemaNow(int id) {
        return ask("Reading schema " + id, () -> avro(client.getSchemaById(id)));
    }

    /** Registers the schema unless the subject has it already. */
    int register(String subject, Schema schema) {
        return ask(
                "Registering " + schema.getFullName() + " under subject " + subject,
                () -> alsoInARace(() -> client.register(subject, parsed(schema))));
    }

    /** A registry may refuse one of two who change a new subject at the same moment; asked again, it has what they said. */
    private static <T> T alsoInARace(Question<T> change) throws IOException, RestClientException {
        try {
            return change.answer();
        } catch (RestClientException refusal) {
            if (refusal.getStatus() != CONFLICT) {
                throw refusal;
            }
            return change.answer();
        }
    }

    int id(String subject, Schema schema) {
        return ask(
                "Looking up " + schema.getFullName() + " under subject " + subject,
                () -> client.getId(subject, parsed(schema)));
    }

    Target latest(String subject) {
        return ask("Looking up the latest schema of subject " + subject, () -> {
            SchemaMetadata latest = client.getLatestSchemaMetadata(subject);
            return new Target(latest.getId(), avro(client.getSchemaById(latest.getId())));
        });
    }

    /** The subject's own compatibility level; empty if it has none, or does not exist. */
    Optional<String> compatibility(String subject) {
        return ask("Reading the compatibility of subject " + subject, () -> {
            try {
                return Optional.ofNullable(client.getCompatibility(subject));
            } catch (RestClientException refusal) {
                if (refusal.getStatus() != NOT_FOUND) {
                    throw refusal;
                }
                return Optional.empty();
            }
        });
    }

    /** Sets the level of a subject, which need not exist yet. */
    void setCompatibility(String subject, String level) {
        ask(
                "Setting the compatibility of subject " + subject + " to " + level,
                () -> alsoInARace(() -> client.updateCompatibility(subject, level)));
    }

    Set<String> subjects() {
        return ask("Listing the subjects", () -> Set.copyOf(client.getAllSubjects()));
    }

    /** All schemas of the subject. */
    List<Target> versions(String subject) {
        return ask("Reading the schemas of subject " + subject, () -> {
            List<Target> versions = new ArrayList<>();
            for (int version : client.getAllVersions(subject)) {
                int id = client.getSchemaMetadata(subject, version).getId();
                versions.add(new Target(id, avro(client.getSchemaById(id))));
            }
            return versions;
        });
    }

    /** Deletes the subject so that it can be restored, where the registry knows such a difference. */
    void delete(String subject) {
        ask("Deleting subject " + subject, () -> client.deleteSubject(subject));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private static AvroSchema parsed(Schema schema) {
        return new AvroSchema(schema.toString());
    }

    private static Schema avro(ParsedSchema parsed) {
        if (parsed instanceof AvroSchema avro) {
            // The raw schema's text carries the schemas that it refers to.
            return new Schema.Parser().parse(avro.rawSchema().toString());
        }
        throw new SerializationException("The schema is of type " + parsed.schemaType() + ", only Avro is understood");
    }

    private interface Question<T> {
        T answer() throws IOException, RestClientException;
    }

    /** A URL may hold a user and a password; messages must not. */
    private static String withoutPassword(String url) {
        return url.replaceAll("//[^/@\\s]*@", "//[hidden]@");
    }

    private <T> T ask(String what, Question<T> question) {
        try {
            return question.answer();
        } catch (RestClientException refusal) {
            throw explained(what, refusal);
        } catch (IOException failure) {
            if (failure.getMessage() != null && failure.getMessage().startsWith("Invalid schema")) {
                throw new SerializationException(
                        what + ": the registry has a schema there that is not valid Avro", failure);
            }
            throw new RegistryUnavailableException(
                    what + ": no registry answers at " + urls + " (" + withoutPassword(failure.toString())
                            + "). Check that it runs and that schema.registry.url is right",
                    failure);
        }
    }

    private RuntimeException explained(String what, RestClientException refusal) {
        String said = what + ": the registry at " + urls + " answered " + refusal.getMessage() + ". ";
        return switch (refusal.getStatus()) {
            case 401, 403 ->
                new RegistryUnavailableException(
                        said + "Check basic.auth.credentials.source=USER_INFO and basic.auth.user.info", refusal);
            case 404 -> notFound(said, refusal);
            case 409 ->
                new SerializationException(
                        said + "The new schema must be able to read older records: give each new field a default, "
                                + "and keep the fields that have none",
                        refusal);
            case 408, 429 -> new RegistryUnavailableException(said + "Try again later", refusal);
            default ->
                refusal.getStatus() >= 500
                        ? new RegistryUnavailableException(said + "Try again later", refusal)
                        : new SerializationException(said, refusal);
        };
    }

    private static RuntimeException notFound(String said, RestClientException refusal) {
        return switch (refusal.getErrorCode()) {
            case SUBJECT_NOT_FOUND ->
                new UnknownSchemaException(
                        said + "Register the schema first, or set auto.register.schemas=true", refusal);
            case SCHEMA_NOT_FOUND ->
                new UnknownSchemaException(
                        said + "Was the record written with another registry, or the schema deleted? "
                                + "When writing: register the schema first, or set auto.register.schemas=true",
                        refusal);
            default ->
                new RegistryUnavailableException(
                        said + "This is not how a registry answers: check the path in schema.registry.url", refusal);
        };
    }
}
