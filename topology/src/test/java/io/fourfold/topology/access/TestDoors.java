package io.fourfold.topology.access;

import io.fourfold.schemas.AccessKey;
import io.fourfold.topology.config.FourfoldConfig.OidcSettings;
import io.fourfold.topology.similarity.Visibility;
import io.fourfold.topology.testing.TestDriver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serde;

/** Keys and those who have them, at a time of its own. */
public final class TestDoors {

    private static final String TOPIC = TestDriver.TOPICS.accessKey();
    private static final Serde<AccessKey> SERDE = TestDriver.serdes("keys").forValues();

    private final Random random = new Random(7);
    private final AtomicInteger hashed = new AtomicInteger();
    private final KeyRing ring = new KeyRing(SERDE.deserializer(), new MovingClock(), this::matches);
    private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** Says the time of these doors. */
    private final class MovingClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    public TestDoors() {
        ring.upToDate();
    }

    private boolean matches(String secret, String hash) {
        hashed.incrementAndGet();
        return SecretHash.matches(secret, hash);
    }

    /** A new key that sees everything. */
    public KeyCredential key(Scope... scopes) {
        return key("somebody", Visibility.EVERYTHING, scopes);
    }

    public KeyCredential key(String name, Visibility visibility, Scope... scopes) {
        KeyCredential credential = KeyCredential.random(random);
        put(keyOf(credential, name, visibility, scopes));
        return credential;
    }

    ApiKey keyOf(KeyCredential credential, String name, Visibility visibility, Scope... scopes) {
        return new ApiKey(
                credential.id(),
                name,
                SecretHash.of(credential.secret()),
                Set.of(scopes),
                visibility,
                now,
                Optional.empty(),
                false);
    }

    /** The topic's next record. */
    void put(ApiKey key) {
        read(key.id(), SERDE.serializer().serialize(TOPIC, key.toEvent()));
    }

    void read(String id, byte[] value) {
        ring.read(new ConsumerRecord<>(TOPIC, 0, 0, id, value));
        ring.upToDate();
    }

    KeyRing ring() {
        return ring;
    }

    Clock clock() {
        return new MovingClock();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** How often a secret was compared with a hash. */
    int hashed() {
        return hashed.get();
    }

    /** Takes keys only. */
    public Doorkeeper doorkeeper() {
        return doorkeeper(Optional.empty());
    }

    /** Takes the provider's tokens too. */
    public Doorkeeper doorkeeper(OidcSettings provider) {
        return doorkeeper(Optional.of(provider));
    }

    /** Has not read the keys yet. */
    public static Doorkeeper unread() {
        return new CredentialDoorkeeper(
                new KeyRing(SERDE.deserializer(), Clock.systemUTC()),
                Optional.empty(),
                Clock.systemUTC(),
                System::nanoTime,
                new Random(7));
    }

    private Doorkeeper doorkeeper(Optional<OidcSettings> provider) {
        return new CredentialDoorkeeper(
                ring, provider, new MovingClock(), () -> now.toEpochMilli() * 1_000_000, random);
    }
}
