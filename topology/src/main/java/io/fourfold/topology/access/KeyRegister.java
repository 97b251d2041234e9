package io.fourfold.topology.access;

import io.fourfold.schemas.AccessKey;
import io.fourfold.topology.kafka.TopicReader;
import io.fourfold.topology.similarity.Visibility;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serde;

/**
 * Makes API keys and revokes them. The transactional id that all writers share lets only the last one to begin go on, so none
 * overwrites what it has not seen.
 *
 * @param consumers of committed records, without a group
 * @param producers all with the same transactional id
 * @param random from which the secrets come
 */
public record KeyRegister(
        String topic,
        Supplier<Consumer<String, byte[]>> consumers,
        Supplier<Producer<String, byte[]>> producers,
        Serde<AccessKey> serde,
        Clock clock,
        RandomGenerator random) {

    private static final Duration POLL = Duration.ofMillis(200);

    /** Transactional id of all who change keys. */
    public static String transactionalId(String applicationIdPrefix) {
        return applicationIdPrefix + "-keys";
    }

    /**
     * A key to be made.
     *
     * @param lifetime after which it is refused; empty: never
     */
    public record Wanted(String name, Set<Scope> scopes, Visibility visibility, Optional<Duration> lifetime) {}

    /** A key, with the credential that is told this once. */
    public record Made(ApiKey key, KeyCredential credential) {}

    /** All keys, the oldest first. */
    public List<ApiKey> list() {
        return read().values().stream()
                .sorted((a, b) -> a.createdAt().compareTo(b.createdAt()))
                .toList();
    }

    /** The key of that id, if there is one. */
    public Optional<ApiKey> find(String id) {
        return Optional.ofNullable(read().get(id));
    }

    /**
     * Makes a key.
     *
     * @throws KafkaException if that failed; there is no new key then
     */
    public Made create(Wanted wanted) {
        Made made = made(wanted);
        change(keys -> List.of(made.key()));
        return made;
    }

    /**
     * Makes a key in the place of another, which is valid for a while yet.
     *
     * @param overlap after which the one before is refused
     * @throws NoSuchElementException if there is no such key
     * @throws KafkaException if that failed; nothing has changed then
     */
    public Made replace(String id, Duration overlap, Wanted wanted) {
        Made made = made(wanted);
        change(keys -> List.of(
                made.key(), required(keys, id).expiringAt(now().plus(overlap).truncatedTo(ChronoUnit.MILLIS))));
        return made;
    }

    /**
     * Has a key refused for good.
     *
     * @throws NoSuchElementException if there is no such key
     * @throws KafkaException if that failed; nothing has changed then
     */
    public void revoke(String id) {
        change(keys -> List.of(required(keys, id).revokedNow()));
    }

    private Made made(Wanted wanted) {
        KeyCredential credential = KeyCredential.random(random);
        ApiKey key = new ApiKey(
                credential.id(),
                wanted.name(),
                SecretHash.of(credential.secret()),
                wanted.scopes(),
                wanted.visibility(),
                now(),
                wanted.lifetime().map(lifetime -> now().plus(lifetime)),
                false);
        return new Made(key, credential);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What becomes of the keys. */
    private interface Change {
        List<ApiKey> of(Map<String, ApiKey> keys);
    }

    private void change(Change change) {
        try (Producer<String, byte[]> producer = producers.get()) {
            // Before reading: whoever was at it has committed or never will.
            producer.initTransactions();
            List<ApiKey> changed = change.of(read());
            producer.beginTransaction();
            changed.forEach(key -> producer.send(
                    new ProducerRecord<>(topic, key.id(), serde.serializer().serialize(topic, key.toEvent()))));
            producer.commitTransaction();
        }
    }

    private static ApiKey required(Map<String, ApiKey> keys, String id) {
        return Optional.ofNullable(keys.get(id))
                .orElseThrow(() -> new NoSuchElementException("there is no key " + id + "; 'keys list' has all"));
    }

    private Map<String, ApiKey> read() {
        Map<String, ApiKey> keys = new TreeMap<>();
        try (TopicReader<String> reader = new TopicReader<>(consumers.get(), topic)) {
            while (!reader.atEnd()) {
                for (ConsumerRecord<String, byte[]> entry : reader.poll(POLL)) {
                    if (entry.value() == null) {
                        keys.remove(entry.key());
                    } else {
                        keys.put(entry.key(), decoded(entry));
                    }
                }
            }
        }
        return keys;
    }

    private ApiKey decoded(ConsumerRecord<String, byte[]> entry) {
        return ApiKey.of(entry.key(), serde.deserializer().deserialize(entry.topic(), entry.headers(), entry.value()));
    }
}
