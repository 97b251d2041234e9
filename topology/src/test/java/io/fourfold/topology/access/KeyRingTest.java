package io.fourfold.topology.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.schemas.AccessKey;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.Visibility;
import io.fourfold.topology.testing.TestDriver;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Visibility ANNS = new Visibility(Set.of("ann"), Set.of());

    private final TestDoors doors = new TestDoors();
    private final KeyRing ring = doors.ring();

    @Test
    void shouldKnowWhoseKeyItIsAndWhatItMay() {
        KeyCredential key = doors.key("ann's phone", ANNS, Scope.READ, Scope.WRITE);

        assertThat(ring.verify(key)).isEqualTo(new Caller("ann's phone", Set.of(Scope.READ, Scope.WRITE), ANNS));
    }

    @Test
    void shouldHashASecretOnce() {
        KeyCredential key = doors.key(Scope.READ);
        assertThat(ring.remembered(key)).isEmpty();

        ring.verify(key);
        ring.verify(key);

        assertThat(ring.remembered(key)).contains(ring.verify(key));
        assertThat(doors.hashed()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAnotherSecretOfAKeyThatItRemembers() {
        KeyCredential key = doors.key(Scope.READ);
        KeyCredential guess =
                new KeyCredential(key.id(), KeyCredential.random(new Random(1)).secret());
        ring.verify(key);

        assertThat(ring.remembered(guess)).isEmpty();
        assertRefused(guess, UnauthenticatedException.Reason.SECRET);
    }

    @Test
    void shouldRefuseAKeyThatThereIsNotWithoutHashing() {
        assertRefused(KeyCredential.random(new Random(1)), UnauthenticatedException.Reason.KEY);

        assertThat(doors.hashed()).isZero();
    }

    @Test
    void shouldForgetAKeyThatIsRevoked() {
        KeyCredential key = doors.key(Scope.READ);
        ring.verify(key);

        doors.put(
                doors.keyOf(key, "somebody", Visibility.EVERYTHING, Scope.READ).revokedNow());

        assertThat(ring.remembered(key)).isEmpty();
        assertRefused(key, UnauthenticatedException.Reason.KEY);
    }

    @Test
    void shouldForgetAKeyThatIsDeletedOrCannotBeRead() {
        KeyCredential deleted = doors.key(Scope.READ);
        KeyCredential broken = doors.key(Scope.READ);
        ring.verify(deleted);
        ring.verify(broken);

        doors.read(deleted.id(), null);
        doors.read(broken.id(), new byte[] {1, 2, 3});

        assertThat(ring.remembered(deleted)).isEmpty();
        assertThat(ring.remembered(broken)).isEmpty();
    }

    @Test
    void shouldRefuseAKeyThatHasExpired() {
        KeyCredential key = KeyCredential.random(new Random(2));
        doors.put(doors.keyOf(key, "somebody", Visibility.EVERYTHING, Scope.READ)
                .expiringAt(doors.clock().instant().plusSeconds(60)));
        ring.verify(key);

        doors.pass(Duration.ofSeconds(59));
        assertThat(ring.remembered(key)).isPresent();
        doors.pass(Duration.ofSeconds(1));
        assertThat(ring.remembered(key)).isEmpty();
        assertRefused(key, UnauthenticatedException.Reason.KEY);
    }

    @Test
    void shouldHaveAKeyDoWhatItsNewestRecordSays() {
        KeyCredential key = doors.key(Scope.READ, Scope.WRITE);
        ring.verify(key);

        doors.put(doors.keyOf(key, "somebody", ANNS, Scope.READ));

        assertThat(ring.remembered(key)).isEmpty();
        assertThat(ring.verify(key)).isEqualTo(new Caller("somebody", Set.of(Scope.READ), ANNS));
    }

    @Test
    void shouldNotHashAgainWhatItReadsAgain() {
        KeyCredential key = KeyCredential.random(new Random(3));
        ApiKey record = doors.keyOf(key, "somebody", Visibility.EVERYTHING, Scope.READ);
        doors.put(record);
        ring.verify(key);

        ring.beginning();
        doors.put(record);

        assertThat(ring.remembered(key)).isPresent();
    }

    @Test
    void shouldSayThatItIsNotReadyBeforeItHasReadTheKeys() {
        KeyRing unread = new KeyRing(deserializer(), Clock.systemUTC());

        assertThatThrownBy(() -> unread.verify(KeyCredential.random(new Random(4))))
                .isInstanceOf(NotReadyException.class);
    }

    @Test
    void shouldHashNoMoreThanTwoSecretsAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        KeyRing slow = new KeyRing(deserializer(), Clock.systemUTC(), (secret, hash) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            await(go);
            running.decrementAndGet();
            return false;
        });
        KeyCredential key = KeyCredential.random(new Random(5));
        slow.read(new ConsumerRecord<>(
                "keys", 0, 0, key.id(), bytes(doors.keyOf(key, "somebody", Visibility.EVERYTHING, Scope.READ))));
        slow.upToDate();

        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Caller>> guesses = IntStream.range(0, 8)
                    .mapToObj(i -> callers.submit(() -> slow.verify(key)))
                    .toList();
            int refused = 0;
            for (Future<Caller> guess : guesses.subList(2, 8)) {
                if (failure(guess) instanceof TooManyAttemptsException) {
                    refused++;
                }
            }
            assertThat(refused).isGreaterThanOrEqualTo(4);
        } finally {
            go.countDown();
            callers.shutdownNow();
        }
        assertThat(most).hasValue(2);
    }

    private static Throwable failure(Future<Caller> guess) throws InterruptedException {
        try {
            guess.get(3, java.util.concurrent.TimeUnit.SECONDS);
            return null;
        } catch (java.util.concurrent.ExecutionException e) {
            return e.getCause();
        } catch (java.util.concurrent.TimeoutException e) {
            return e;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertRefused(KeyCredential key, UnauthenticatedException.Reason reason) {
        assertThatThrownBy(() -> ring.verify(key))
                .isInstanceOfSatisfying(
                        UnauthenticatedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageNotContaining(key.secret());
    }

    private static org.apache.kafka.common.serialization.Deserializer<AccessKey> deserializer() {
        return TestDriver.serdes("keys").<AccessKey>forValues().deserializer();
    }

    private static byte[] bytes(ApiKey key) {
        return TestDriver.serdes("keys").<AccessKey>forValues().serializer().serialize("keys", key.toEvent());
    }
}
