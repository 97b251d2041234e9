package io.fourfold.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fourfold.infra.plan.FanOut;
import io.fourfold.infra.plan.Figure;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryCostsTest {

    private static final double QUERY = 1;
    private static final double REQUEST = 0.5;
    private static final double PARTITION = 0.05;
    private static final double REMOTE = 0.02;
    private static final double SCAN_NANOS = 10;

    @Test
    void shouldFindWhatEachPartCostsFromTheDifferences() {
        Map<Figure, Double> costs = QueryCosts.of(
                4,
                32,
                2_000,
                new QueryCosts.Times(millis(4, 1), millis(32, 1), millis(4, 2), millis(32, 2)),
                SCAN_NANOS);

        assertThat(costs.get(Figure.QUERY)).isCloseTo(QUERY, within(1e-9));
        assertThat(costs.get(Figure.QUERY_REQUEST)).isCloseTo(REQUEST, within(1e-9));
        assertThat(costs.get(Figure.QUERY_PARTITION)).isCloseTo(PARTITION, within(1e-9));
        assertThat(costs.get(Figure.QUERY_REMOTE)).isCloseTo(REMOTE, within(1e-9));
        assertThat(costs.get(Figure.QUERY_SCAN)).isCloseTo(SCAN_NANOS, within(1e-6));
    }

    private static double millis(int partitions, int instances) {
        FanOut fanOut = new FanOut(partitions, instances, 1);
        return QUERY
                + fanOut.requests() * REQUEST
                + partitions * PARTITION
                + fanOut.remotePartitions() * REMOTE
                + 2_000 * SCAN_NANOS / 1e6;
    }
}
