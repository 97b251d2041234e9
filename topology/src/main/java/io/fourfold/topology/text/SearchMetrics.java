package io.fourfold.topology.text;

import io.fourfold.topology.kafka.LatencyTimer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Metrics of text search. */
public final class SearchMetrics {

    private final MeterRegistry registry;
    private final Timer inversions;
    private final DistributionSummary batches;
    private final Counter repeated;
    private final Counter late;

    public SearchMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.inversions = LatencyTimer.named("fourfold.search.inversions", "Inversions of batches of queries")
                .register(registry);
        this.batches = DistributionSummary.builder("fourfold.search.batch.queries")
                .description("Queries inverted together")
                .register(registry);
        this.repeated = Counter.builder("fourfold.search.repeated")
                .description("Search requests whose query id is known and which are not answered again")
                .register(registry);
        this.late = Counter.builder("fourfold.search.late.answers")
                .description("Answers of index partitions that nobody waited for any more, or not twice")
                .register(registry);
    }

    public void inverted(int queries, Duration took) {
        inversions.record(took);
        batches.record(queries);
    }

    /**
     * Counts and times an answer.
     *
     * @param outcome {@code complete}, {@code timed-out} or an error's code
     * @param took since the request
     */
    public void answered(String outcome, Duration took) {
        LatencyTimer.named("fourfold.searches", "Searches answered, from request to answer")
                .tag("outcome", outcome)
                .register(registry)
                .record(took);
    }

    public void repeated() {
        repeated.increment();
    }

    public void late() {
        late.increment();
    }
}
