package io.fourfold.infra.plan.simulation;

import io.fourfold.infra.plan.Index;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Instances of the index that die, one at a time: the group misses their heartbeats, the others hear of it at their next
 * ones, their partitions go to those that have fewest, and these restore them, one after the other, partitions of different
 * sizes in times that vary. Queries meanwhile are answered in part.
 */
public final class LossSimulation {

    /** Photos of a partition vary as keys do: by chance. */
    private static final double SPREAD = 0.1;

    private final Index index;
    private final Random random;
    private final Events events = new Events();
    private double outages;
    private double incomplete;

    public LossSimulation(Index index, long seed) {
        this.index = index;
        this.random = new Random(seed);
    }

    /** Lets so many instances with most partitions die. */
    public List<Comparison> run(int losses) {
        for (int i = 0; i < losses; i++) {
            lose();
            events.run();
        }
        double outage = index.outageSeconds();
        return List.of(
                new Comparison("until complete again after a loss", "s", outage, outages / losses),
                new Comparison(
                        "queries answered in part meanwhile",
                        "",
                        outage * index.demand().queries(),
                        incomplete / losses));
    }

    private void lose() {
        double died = events.now();
        double heartbeat = index.heartbeatSeconds();
        double lastHeard = random.nextDouble() * heartbeat;
        double rejoined = IntStream.range(1, index.instances())
                .mapToDouble(other -> random.nextDouble() * heartbeat)
                .max()
                .orElse(0);
        double noticed = Index.HEARTBEATS * heartbeat - lastHeard + rejoined;
        if (index.demand().standbys() > 0 || index.instances() == 1) {
            events.after(noticed, () -> answered(died));
            return;
        }
        int lost = index.fanOut().mostPartitions();
        events.after(noticed, () -> {
            int[] missing = {lost};
            for (int partitions : taken(lost)) {
                restore(partitions, () -> {
                    if (--missing[0] == 0) {
                        answered(died);
                    }
                });
            }
        });
    }

    /** How many of the lost partitions go to each instance that gets some: to those that have fewest. */
    private List<Integer> taken(int lost) {
        int others = index.instances() - 1;
        int remaining = index.partitions() - lost;
        int[] had = IntStream.range(0, others)
                .map(i -> remaining / others + (i < remaining % others ? 1 : 0))
                .toArray();
        int[] got = new int[others];
        for (int i = 0; i < lost; i++) {
            int least = IntStream.range(0, others)
                    .boxed()
                    .min(Comparator.comparingInt(other -> had[other] + got[other]))
                    .orElseThrow();
            got[least]++;
        }
        List<Integer> taken = new ArrayList<>();
        IntStream.of(got).filter(count -> count > 0).forEach(taken::add);
        return taken;
    }

    private void restore(int partitions, Runnable each) {
        if (partitions == 0) {
            return;
        }
        double spread = 1 + SPREAD * (2 * random.nextDouble() - 1);
        events.after(index.restoreSeconds() * spread, () -> {
            each.run();
            restore(partitions - 1, each);
        });
    }

    private void answered(double died) {
        double outage = events.now() - died;
        outages += outage;
        double time = arrival();
        while (time < outage) {
            incomplete++;
            time += arrival();
        }
    }

    private double arrival() {
        return index.demand().queries() == 0
                ? Double.POSITIVE_INFINITY
                : -Math.log(1 - random.nextDouble()) / index.demand().queries();
    }
}
