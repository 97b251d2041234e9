package io.fourfold.topology.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.SimilarImages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SearchBulkheadTest {

    private static final ShardQuery<?> SEARCH = new ShardQuery.Similar(SimilarImages.of(new float[] {1}, 1));
    private static final ShardQuery<?> LOOK_UP = new ShardQuery.Captions(Map.of());
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Executor THREADS = task -> new Thread(task).start();

    private final CountDownLatch finish = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final SearchBulkhead bulkhead = new SearchBulkhead(new BusyShards(), 2, System::nanoTime);

    @AfterEach
    void tearDown() {
        finish.countDown();
    }

    @Test
    void shouldRunOnlySoManySearchesAtOnce() {
        CompletableFuture<?>[] searches = new CompletableFuture<?>[4];
        for (int i = 0; i < searches.length; i++) {
            searches[i] = inBackground();
        }
        Awaitility.await().until(() -> running.get() == 2);
        bulkhead.answer(request(LOOK_UP, LONG));

        assertThat(running).hasValue(2);
        finish.countDown();
        CompletableFuture.allOf(searches).join();
        assertThat(running).hasValue(4);
    }

    @Test
    void shouldNotLetASearchWaitForItsTurnPastItsDeadline() {
        inBackground();
        inBackground();
        Awaitility.await().until(() -> running.get() == 2);

        assertThatThrownBy(() -> bulkhead.answer(request(SEARCH, Duration.ofMillis(20))))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("Too many searches");
        assertThat(running).hasValue(2);
    }

    @Test
    void shouldNotBeginWhatIsNoLongerWanted() {
        for (ShardQuery<?> query : List.of(SEARCH, LOOK_UP)) {
            assertThatThrownBy(() -> bulkhead.answer(request(query, Duration.ofMillis(-1))))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessageContaining("too late");
        }
        assertThat(running).hasValue(0);
    }

    @Test
    void shouldGiveTheTurnBackAfterAFailure() {
        SearchBulkhead failing = new SearchBulkhead(
                new ShardReader() {
                    @Override
                    public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
                        throw new NotReadyException("restoring");
                    }
                },
                1,
                System::nanoTime);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> failing.answer(request(SEARCH, LONG)))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessage("restoring");
        }
    }

    private CompletableFuture<?> inBackground() {
        return CompletableFuture.runAsync(() -> bulkhead.answer(request(SEARCH, LONG)), THREADS);
    }

    private static ShardRequest<?> request(ShardQuery<?> query, Duration timeout) {
        return new ShardRequest<>(query, Set.of(0), OptionalLong.empty(), "v1", System.nanoTime() + timeout.toNanos());
    }

    /** Searches last until the test lets them finish. */
    private final class BusyShards implements ShardReader {

        @Override
        public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
            if (request.query() instanceof ShardQuery.Similar) {
                running.incrementAndGet();
                try {
                    finish.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return List.of();
        }
    }
}
