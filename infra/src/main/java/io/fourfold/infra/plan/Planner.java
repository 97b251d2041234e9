package io.fourfold.infra.plan;

import java.util.Optional;

/**
 * Finds the fewest instances and partitions for a demand.
 *
 * @param demand what is asked
 * @param hardware of each instance
 * @param figures what each part costs
 */
public record Planner(Demand demand, Hardware hardware, Figures figures) {

    /** One may fail. */
    private static final int LEAST_INSTANCES = 2;

    private static final int LEAST_PARTITIONS = 12;
    private static final int MOST_PARTITIONS = 20_000;

    /**
     * A plan with as few partitions as the images and index roles can do with: a multiple of the images role's threads, so
     * that each thread has as many, and at least two for each instance of the index, so that none has much more than others.
     *
     * @throws IllegalArgumentException if no number of partitions would do
     */
    public Plan plan() {
        int threads = imagesInstances() * hardware.processors();
        for (int partitions = threads; partitions <= MOST_PARTITIONS; partitions += threads) {
            Optional<Index> index = index(partitions, partitions / 2);
            if (partitions >= LEAST_PARTITIONS && index.isPresent()) {
                return plan(partitions, imagesInstances(), index.get());
            }
        }
        throw tooLarge(MOST_PARTITIONS);
    }

    /**
     * A plan with so many partitions.
     *
     * @throws IllegalArgumentException if they are too few
     */
    public Plan plan(int partitions) {
        Demand.require(partitions >= 1, "at least one partition");
        Index index = index(partitions, partitions).orElseThrow(() -> tooLarge(partitions));
        for (int instances = imagesInstances(); ; instances++) {
            Describing describing = describing(partitions, instances);
            if (describing.busy(demand.uploads()) <= hardware.busy()) {
                return plan(partitions, instances, index);
            }
            if (describing.threads() >= partitions) {
                throw new IllegalArgumentException(
                        "%,d partitions are too few: each is one thread's, which describes %s photos a second"
                                .formatted(partitions, Amount.number(1 / figures.seconds(Figure.PHOTO))));
            }
        }
    }

    private Plan plan(int partitions, int imagesInstances, Index index) {
        int search = demand.searches() == 0
                ? 0
                : atLeast(demand.searches() * figures.seconds(Figure.SEARCH) / hardware.busy() / hardware.processors());
        return new Plan(
                demand,
                hardware,
                figures,
                imagesInstances,
                describing(partitions, imagesInstances),
                index,
                search,
                new Brokers(demand, figures, partitions));
    }

    private Describing describing(int partitions, int instances) {
        return new Describing(figures.seconds(Figure.PHOTO), partitions, instances * hardware.processors());
    }

    private int imagesInstances() {
        return atLeast(demand.uploads() * figures.seconds(Figure.PHOTO) / hardware.busy() / hardware.processors());
    }

    private Optional<Index> index(int partitions, int most) {
        for (int instances = Math.max(LEAST_INSTANCES, 1 + demand.standbys()); instances <= most; instances++) {
            Index index = new Index(demand, figures, hardware, partitions, instances);
            if (index.busy() <= hardware.busy() && index.heapBytes() <= hardware.heapBytes()) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    private IllegalArgumentException tooLarge(int partitions) {
        Index index = new Index(demand, figures, hardware, partitions, Math.max(1, partitions / 2));
        return new IllegalArgumentException(
                ("%,d partitions are not enough for the index: with an instance for every two, each needs %s processors and %s"
                                + " of heap; a query takes %s of processor time in all")
                        .formatted(
                                partitions,
                                Amount.number(index.processors()),
                                Amount.bytes(index.heapBytes()),
                                Amount.seconds(index.querySeconds())));
    }

    private static int atLeast(double instances) {
        return Math.max(LEAST_INSTANCES, (int) Math.ceil(instances));
    }
}
