package io.fourfold.infra.plan.simulation;

import io.fourfold.infra.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** All that is simulated of a plan. */
public final class PlanSimulation {

    /** Events of the queries together, so that a plan of any size takes seconds. */
    private static final int REQUESTS = 300_000;

    private static final int FEWEST_QUERIES = 500;
    private static final int MOST_QUERIES = 20_000;
    private static final int LOSSES = 500;

    private PlanSimulation() {}

    /** What the formulas say beside what happens; the same for the same seed. */
    public static List<Comparison> of(Plan plan, long seed) {
        List<Comparison> comparisons = new ArrayList<>();
        if (plan.demand().queries() > 0) {
            int queries = (int) (REQUESTS / plan.index().fanOut().requests());
            comparisons.addAll(new QuerySimulation(plan.index(), seed)
                    .run(Math.max(FEWEST_QUERIES, Math.min(MOST_QUERIES, queries))));
        }
        comparisons.addAll(new LossSimulation(plan.index(), seed).run(LOSSES));
        if (plan.demand().uploads() > 0) {
            comparisons.addAll(new BurstSimulation(plan.describing(), plan.burst(), seed).run());
        }
        return comparisons;
    }
}
