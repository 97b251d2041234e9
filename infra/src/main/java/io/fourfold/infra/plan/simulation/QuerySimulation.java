package io.fourfold.infra.plan.simulation;

import io.fourfold.infra.plan.FanOut;
import io.fourfold.infra.plan.Figure;
import io.fourfold.infra.plan.Index;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Queries that come at random to instances of the index: each looks its photo's embedding up, asks everyone who has a
 * partition, reads the answers on a few threads, and looks the hits' captions up. Searches wait for a processor.
 */
public final class QuerySimulation {

    /** Name of what a query takes of all processors together. */
    public static final String TIME_OF_PROCESSORS = "processor time of a query";

    private final Index index;
    private final Random random;
    private final Events events = new Events();
    private final List<Instance> instances;
    private final double request;
    private final double remote;
    private final double own;
    private int toCome;
    private long requests;
    private double latency;

    private record Instance(Processors processors, Processors readers, int partitions) {}

    public QuerySimulation(Index index, long seed) {
        this(index, seed, false);
    }

    private QuerySimulation(Index index, long seed, boolean oneMachine) {
        this.index = index;
        this.random = new Random(seed);
        int count = index.instances();
        Processors machine = new Processors(events, index.hardware().processors());
        this.instances = IntStream.range(0, count)
                .mapToObj(i -> new Instance(
                        oneMachine
                                ? machine
                                : new Processors(events, index.hardware().processors()),
                        oneMachine ? machine : new Processors(events, Index.PEER_THREADS),
                        index.partitions() / count + (i < index.partitions() % count ? 1 : 0)))
                .toList();
        this.request = index.figures().seconds(Figure.QUERY_REQUEST);
        this.remote = index.figures().seconds(Figure.QUERY_REMOTE);
        this.own = index.figures().seconds(Figure.QUERY);
    }

    /** Lets so many queries happen. */
    public List<Comparison> run(int queries) {
        double time = 0;
        for (int i = 0; i < queries; i++) {
            time += -Math.log(1 - random.nextDouble()) / index.demand().queries();
            events.after(time, () -> query(() -> {}));
        }
        double arrivals = time;
        events.run();
        double worked = instances.stream()
                .mapToDouble(instance -> instance.processors.worked() + instance.readers.worked())
                .sum();
        double searching =
                instances.get(0).processors.worked() + instances.get(0).readers.worked();
        double busy = searching / arrivals + index.indexing();
        return List.of(
                new Comparison("requests of a query", "", index.fanOut().requests(), (double) requests / queries),
                new Comparison(TIME_OF_PROCESSORS, "s", index.querySeconds(), worked / queries),
                new Comparison("processors of the busiest instance", "", index.processors(), busy),
                new Comparison("time of a query", "s", index.latencySeconds(), latency / queries));
    }

    /**
     * Queries a second of some clients, each of which asks again as soon as it is answered, where all instances share the
     * processors of one machine.
     */
    public static double perSecond(Index index, long seed, int clients, int queries) {
        QuerySimulation simulation = new QuerySimulation(index, seed, true);
        simulation.toCome = queries;
        for (int i = 0; i < clients; i++) {
            simulation.nextQuery();
        }
        simulation.events.run();
        return queries / simulation.events.now();
    }

    private void nextQuery() {
        if (toCome-- > 0) {
            query(this::nextQuery);
        }
    }

    private void query(Runnable done) {
        double start = events.now();
        int asked = random.nextInt(instances.size());
        Instance front = instances.get(asked);
        front.processors.shortWork(
                own,
                () -> lookUp(
                        asked,
                        1,
                        () -> scatter(
                                asked,
                                () -> lookUp(asked, FanOut.HITS, () -> {
                                    latency += events.now() - start;
                                    done.run();
                                }))));
    }

    /** Asks the owners of some photos. */
    private void lookUp(int asked, int photos, Runnable done) {
        Set<Integer> owners = new HashSet<>();
        for (int i = 0; i < photos; i++) {
            owners.add(owner());
        }
        owners.remove(asked);
        Countdown all = new Countdown(owners.size(), done);
        for (int owner : owners) {
            requests++;
            instances
                    .get(owner)
                    .processors
                    .shortWork(
                            request / 2, () -> instances.get(asked).processors.shortWork(request / 2, all::one));
        }
    }

    private void scatter(int asked, Runnable done) {
        int[] partitions = partitionsAsked();
        int owners = (int) IntStream.of(partitions).filter(count -> count > 0).count();
        Countdown all = new Countdown(owners, done);
        for (int i = 0; i < partitions.length; i++) {
            if (partitions[i] > 0) {
                ask(i, asked, partitions[i], all);
            }
        }
    }

    private void ask(int owner, int asked, int partitions, Countdown all) {
        Instance instance = instances.get(owner);
        double spread = 1 + Index.SPREAD * (2 * random.nextDouble() - 1);
        double searching = partitions * index.partitionSeconds() * spread;
        if (owner == asked) {
            instance.processors.search(searching, all::one);
            return;
        }
        requests++;
        double half = (request + partitions * remote) / 2;
        instance.processors.search(
                searching,
                () -> instance.processors.shortWork(
                        half, () -> instances.get(asked).readers.shortWork(half, all::one)));
    }

    /** How many partitions of each instance are asked. */
    private int[] partitionsAsked() {
        int wanted = index.fanOut().askedPartitions();
        if (wanted == index.partitions()) {
            return instances.stream().mapToInt(Instance::partitions).toArray();
        }
        int[] counts = new int[instances.size()];
        List<Integer> all =
                new ArrayList<>(IntStream.range(0, index.partitions()).boxed().toList());
        for (int i = 0; i < wanted; i++) {
            int other = i + random.nextInt(all.size() - i);
            int chosen = all.get(other);
            all.set(other, all.get(i));
            counts[chosen % counts.length]++;
        }
        return counts;
    }

    private int owner() {
        return random.nextInt(index.partitions()) % instances.size();
    }

    /** Does something when so many others are done. */
    private static final class Countdown {

        private final Runnable done;
        private int missing;

        Countdown(int count, Runnable done) {
            this.missing = count;
            this.done = done;
            if (count == 0) {
                done.run();
            }
        }

        void one() {
            if (--missing == 0) {
                done.run();
            }
        }
    }
}
