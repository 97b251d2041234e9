package io.fourfold.topology.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.similarity.SimilarImages;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SearchBulkheadTest {

    private static final SimilarImages SEARCH = SimilarImages.of(new float[] {1}, 1);

    private final CountDownLatch finish = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final SearchBulkhead stores = new SearchBulkhead(new BusyStores(), 2);

    @Test
    void shouldRunOnlySoManySearchesAtOnce() {
        CompletableFuture<?>[] searches = new CompletableFuture<?>[4];
        for (int i = 0; i < searches.length; i++) {
            searches[i] = new CompletableFuture<>();
            CompletableFuture<?> search = searches[i];
            new Thread(() -> {
                        ask(SEARCH);
                        search.complete(null);
                    })
                    .start();
        }
        Awaitility.await().until(() -> running.get() == 2);
        ask(KeyQuery.withKey("photo"));

        assertThat(running).hasValue(2);
        finish.countDown();
        CompletableFuture.allOf(searches).join();
        assertThat(running).hasValue(4);
    }

    @Test
    void shouldGiveTheTurnBackAfterAFailure() {
        finish.countDown();
        SearchBulkhead failing = new SearchBulkhead(
                new LocalStores() {
                    @Override
                    public <R> Map<Integer, R> query(
                            String store, Query<R> query, Set<Integer> partitions, boolean active) {
                        throw new NotReadyException("restoring");
                    }
                },
                1);

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> failing.query("store", SEARCH, Set.of(0), true))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessage("restoring");
        }
    }

    private void ask(Query<?> query) {
        stores.query("store", query, Set.of(0), true);
    }

    /** Searches last until the test lets them finish. */
    private final class BusyStores implements LocalStores {

        @Override
        public <R> Map<Integer, R> query(String store, Query<R> query, Set<Integer> partitions, boolean activeOnly) {
            if (query instanceof SimilarImages) {
                running.incrementAndGet();
                try {
                    finish.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return Map.of();
        }
    }
}
