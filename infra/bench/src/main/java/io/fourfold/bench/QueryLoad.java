package io.fourfold.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Queries for photos like stored ones, sent to instances in turn, until they have computed for a time: a busy machine gives
 * them as much, later.
 *
 * @param latenciesMs of all queries, sorted
 * @param seconds that it took
 * @param cpu what the instances computed
 */
record QueryLoad(double[] latenciesMs, double seconds, Duration cpu) {

    private static final Duration ROUND = Duration.ofSeconds(3);

    /** Instances are warm when a query costs hardly less than before. */
    private static final double WARM = 0.95;

    private static final int MOST_LOADS = 8;

    /**
     * Runs it again and again until a query takes no less than before, and keeps the last: compilers are long at work.
     *
     * @param cpu that each instance computes on average, each time
     */
    static QueryLoad run(List<InstanceProcess> instances, int photos, int connections, Duration cpu) throws Exception {
        List<URI> addresses = instances.stream().map(InstanceProcess::address).toList();
        HttpLoad load = new HttpLoad(i -> addresses
                .get(i % addresses.size())
                .resolve("/v1/images/" + SyntheticPhotos.id(i * 31 % photos) + "/similar?k=10"));
        Duration all = cpu.multipliedBy(instances.size());
        QueryLoad before = measure(load, instances, connections, all);
        QueryLoad last = measure(load, instances, connections, all);
        for (int i = 2; i < MOST_LOADS && last.cpuMillis() < WARM * before.cpuMillis(); i++) {
            before = last;
            last = measure(load, instances, connections, all);
        }
        return last;
    }

    private static QueryLoad measure(HttpLoad load, List<InstanceProcess> instances, int connections, Duration wanted)
            throws Exception {
        Duration before = cpu(instances);
        double seconds = 0;
        double[] latencies = {};
        while (cpu(instances).minus(before).compareTo(wanted) < 0) {
            HttpLoad.Result round = load.run(connections, ROUND);
            if (round.errors() > 0) {
                throw new IllegalStateException(round.errors() + " queries were not answered");
            }
            seconds += round.seconds();
            latencies = DoubleStream.concat(Arrays.stream(latencies), Arrays.stream(round.latenciesMs()))
                    .toArray();
        }
        Arrays.sort(latencies);
        return new QueryLoad(latencies, seconds, cpu(instances).minus(before));
    }

    /** Processor time of a query on all instances together, in ms. */
    double cpuMillis() {
        return cpu.toNanos() / 1e6 / latenciesMs.length;
    }

    /** Processors that the instances had together. */
    double cores() {
        return cpu.toNanos() / 1e9 / seconds;
    }

    private static Duration cpu(List<InstanceProcess> instances) {
        return instances.stream().map(InstanceProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }
}
