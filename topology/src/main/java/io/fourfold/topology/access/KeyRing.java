package io.fourfold.topology.access;

import io.fourfold.schemas.AccessKey;
import io.fourfold.topology.access.UnauthenticatedException.Reason;
import io.fourfold.topology.error.FailureKind;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.kafka.TopicFollower;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API keys, as their topic has them. To compare a secret with its hash takes time and memory on purpose; so each key keeps
 * the SHA-256 of the secret that was right, until its record changes, and no more than a few are compared at a time.
 */
public final class KeyRing implements TopicFollower.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    private static final int HASHES_AT_ONCE = 2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Deserializer<AccessKey> deserializer;
    private final Clock clock;
    private final BiPredicate<String, String> matches;
    private final Semaphore hashing = new Semaphore(HASHES_AT_ONCE, true);
    private final Map<String, Kept> newest = new HashMap<>();
    private volatile Map<String, Kept> keys;

    /** A key, and the digest of the secret that was found to be right. */
    private static final class Kept {

        private final ApiKey key;
        private final Caller caller;
        private volatile byte[] verified = {};

        private Kept(ApiKey key) {
            this.key = key;
            this.caller = key.caller();
        }

        private boolean remembers(KeyCredential credential) {
            return MessageDigest.isEqual(verified, credential.sha256());
        }
    }

    public KeyRing(Deserializer<AccessKey> deserializer, Clock clock) {
        this(deserializer, clock, SecretHash::matches);
    }

    /**
     * @param matches whether a hash, the second, is of a secret
     */
    KeyRing(Deserializer<AccessKey> deserializer, Clock clock, BiPredicate<String, String> matches) {
        this.deserializer = deserializer;
        this.clock = clock;
        this.matches = matches;
    }

    /**
     * Whose key it is, if it has been verified before and is still valid; takes some microseconds.
     *
     * @throws NotReadyException as long as the keys have not been read
     */
    Optional<Caller> remembered(KeyCredential credential) {
        return valid(credential).filter(kept -> kept.remembers(credential)).map(kept -> kept.caller);
    }

    /**
     * Whose key it is.
     *
     * @throws UnauthenticatedException if there is no such key or its secret is another one
     * @throws TooManyAttemptsException if too many others are being verified
     * @throws NotReadyException as long as the keys have not been read
     */
    Caller verify(KeyCredential credential) {
        Kept kept = valid(credential).orElseThrow(() -> refusal(Reason.KEY));
        acquire();
        try {
            // Whoever was first while this one waited has found it out.
            if (!kept.remembers(credential)) {
                if (!matches.test(credential.secret(), kept.key.hash())) {
                    throw refusal(Reason.SECRET);
                }
                kept.verified = credential.sha256();
            }
            return kept.caller;
        } finally {
            hashing.release();
        }
    }

    private Optional<Kept> valid(KeyCredential credential) {
        Map<String, Kept> known = keys;
        if (known == null) {
            throw new NotReadyException("The API keys have not been read yet");
        }
        return Optional.ofNullable(known.get(credential.id())).filter(kept -> kept.key.valid(clock.instant()));
    }

    private void acquire() {
        try {
            if (hashing.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new TooManyAttemptsException("Too many keys are being verified; try again", LONGEST_WAIT);
    }

    private static UnauthenticatedException refusal(Reason reason) {
        return new UnauthenticatedException(
                reason, "There is no such key, or its secret is another one, or it has expired or been revoked");
    }

    @Override
    public void beginning() {
        newest.clear();
    }

    @Override
    public void read(ConsumerRecord<String, byte[]> entry) {
        Optional<ApiKey> key = decoded(entry);
        if (key.isEmpty()) {
            newest.remove(entry.key());
            return;
        }
        Kept before = keys == null ? null : keys.get(entry.key());
        newest.put(entry.key(), before != null && before.key.equals(key.get()) ? before : new Kept(key.get()));
    }

    @Override
    public void upToDate() {
        keys = Map.copyOf(newest);
        LOG.info("{} API keys are known", newest.size());
    }

    /** Empty for a delete, and for what cannot be read, since nobody knows what it would have changed. */
    private Optional<ApiKey> decoded(ConsumerRecord<String, byte[]> entry) {
        if (entry.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ApiKey.of(entry.key(), deserializer.deserialize(entry.topic(), entry.headers(), entry.value())));
        } catch (RuntimeException e) {
            if (FailureKind.of(e) == FailureKind.TRANSIENT) {
                throw e;
            }
            LOG.warn(
                    "{}-{} offset {} is no key; {} is refused: {}",
                    entry.topic(),
                    entry.partition(),
                    entry.offset(),
                    entry.key(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}
