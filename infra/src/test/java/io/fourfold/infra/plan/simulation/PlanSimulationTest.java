package io.fourfold.infra.plan.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fourfold.infra.plan.Describing;
import io.fourfold.infra.plan.Index;
import io.fourfold.infra.plan.TestFigures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The formulas beside what happens, at 1,000 partitions and 300 instances. */
class PlanSimulationTest {

    private static final int PARTITIONS = 1_000;
    private static final int INSTANCES = 300;
    private static final double CLOSE = 0.1;

    @Test
    void shouldFanQueriesOutAsTheFormulasSay() {
        assertClose(new QuerySimulation(index(3e8, 400), 1).run(1_000), 4);
    }

    /** Where look-ups are half of all requests. */
    @Test
    void shouldFanQueriesOutToFewInstancesAsTheFormulasSay() {
        Index few = new Index(TestFigures.demand(1e5, 0, 50), TestFigures.figures(), TestFigures.hardware(), 12, 3);

        assertClose(new QuerySimulation(few, 1).run(5_000), 4);
    }

    @Test
    void shouldLetQueriesWaitAsTheFormulasSay() {
        Index busy = index(1e9, 320);

        assertThat(busy.busy()).isBetween(0.75, 0.9);
        assertClose(new QuerySimulation(busy, 1).run(1_500), 4);
    }

    @Test
    void shouldRestoreWhatIsLostAsTheFormulasSay() {
        assertClose(new LossSimulation(index(1e9, 500), 1).run(200), 2);
    }

    @Test
    void shouldLetUploadsWaitAsTheFormulasSay() {
        Describing describing = new Describing(0.2, PARTITIONS, INSTANCES * 4);

        assertClose(new BurstSimulation(describing, new Describing.Burst(2_500, 3, 60), 1).run(), 2);
    }

    /** Threads with two partitions and with one. */
    @Test
    void shouldLetUploadsOfUnevenThreadsWaitAsTheFormulasSay() {
        Describing describing = new Describing(0.2, PARTITIONS, INSTANCES * 2);

        assertClose(new BurstSimulation(describing, new Describing.Burst(1_200, 3, 60), 1).run(), 2);
    }

    @Test
    void shouldRepeatItselfWithTheSameSeed() {
        assertThat(new QuerySimulation(index(1e8, 100), 7).run(50))
                .isEqualTo(new QuerySimulation(index(1e8, 100), 7).run(50))
                .isNotEqualTo(new QuerySimulation(index(1e8, 100), 8).run(50));
    }

    private static Index index(double photos, double queries) {
        return new Index(
                TestFigures.demand(photos, 5_000, queries),
                TestFigures.figures(),
                TestFigures.hardware(),
                PARTITIONS,
                INSTANCES);
    }

    private static void assertClose(List<Comparison> comparisons, int count) {
        assertThat(comparisons)
                .hasSize(count)
                .allSatisfy(comparison -> assertThat(comparison.off())
                        .as(
                                "%s: formula %s, simulated %s",
                                comparison.name(), comparison.formula(), comparison.simulated())
                        .isLessThanOrEqualTo(CLOSE));
    }
}
