package io.fourfold.bench;

import io.fourfold.infra.client.ApiClient;
import io.fourfold.infra.plan.Demand;
import io.fourfold.infra.plan.Figure;
import io.fourfold.infra.plan.Figures;
import io.fourfold.infra.plan.Hardware;
import io.fourfold.infra.plan.Index;
import io.fourfold.infra.plan.simulation.Comparison;
import io.fourfold.infra.plan.simulation.LossSimulation;
import io.fourfold.infra.plan.simulation.QuerySimulation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Three instances of the index on this machine beside what the plan and its simulation say of them. One is killed and started
 * again several times, since how long its loss lasts hangs on chance; the median counts.
 *
 * @param stack of {@value #PARTITIONS} partitions, whose index holds the photos
 * @param figures what the plan counts with
 * @param photos in the index
 * @param loadTime what the instances compute in a load, repeated until they are warm
 * @param progress told what is being done
 */
public record PlanBench(BenchStack stack, Figures figures, int photos, Duration loadTime, Consumer<String> progress) {

    /** Partitions of every topic of the stack. */
    public static final int PARTITIONS = 12;

    /** Session timeout of the instances. */
    public static final Duration SESSION = Duration.ofSeconds(6);

    private static final int CONNECTIONS = 6;
    private static final int SIMULATED_QUERIES = 5_000;
    private static final int SIMULATED_LOSSES = 500;
    private static final int LOSSES = 5;
    private static final long SEED = 1;
    private static final int PAUSE_MS = 50;
    private static final Duration OUTAGE_TIMEOUT = Duration.ofMinutes(3);
    private static final List<String> NAMES = List.of("first", "second", "third");

    /**
     * Something in three ways.
     *
     * @param expected by formula and simulation
     * @param measured on the instances
     */
    public record Result(Comparison expected, double measured) {}

    /** Runs the instances, asks them, and kills one. */
    public List<Result> run() throws Exception {
        List<InstanceProcess> instances = new ArrayList<>();
        try {
            for (String name : NAMES) {
                progress.accept("starting the " + name + " instance");
                instances.add(stack.instance(name));
            }
            stack.awaitShared(instances, photos);
            return measure(instances);
        } finally {
            for (InstanceProcess instance : instances) {
                instance.close();
            }
        }
    }

    private List<Result> measure(List<InstanceProcess> instances) throws Exception {
        progress.accept("asking them");
        QueryLoad load = QueryLoad.run(instances, photos, CONNECTIONS, loadTime);
        Index index = index(load);
        List<Result> results = new ArrayList<>();
        double simulated = new QuerySimulation(index, SEED)
                .run(SIMULATED_QUERIES).stream()
                        .filter(comparison -> comparison.name().equals(QuerySimulation.TIME_OF_PROCESSORS))
                        .findFirst()
                        .orElseThrow()
                        .simulated();
        results.add(new Result(
                new Comparison(QuerySimulation.TIME_OF_PROCESSORS, "s", index.querySeconds(), simulated),
                load.cpuMillis() / 1_000));
        double share = load.cores() / index.hardware().processors();
        results.add(new Result(
                new Comparison(
                        "queries a second, of the processors they had",
                        "",
                        load.cores() / index.querySeconds(),
                        share * QuerySimulation.perSecond(index, SEED, CONNECTIONS, SIMULATED_QUERIES)),
                load.latenciesMs().length / load.seconds()));
        double heap = memory(instances) / photos;
        double planned = figures.value(Figure.INDEX_HEAP);
        results.add(new Result(new Comparison("heap of the index, bytes a photo", "", planned, planned), heap));
        Comparison outage =
                new LossSimulation(index, SEED).run(SIMULATED_LOSSES).get(0);
        double[] outages = new double[LOSSES];
        for (int i = 0; i < LOSSES; i++) {
            progress.accept("killing one of them, %d of %d".formatted(i + 1, LOSSES));
            outages[i] = outage(instances);
            instances.set(instances.size() - 1, stack.instance(NAMES.get(instances.size() - 1)));
            stack.awaitShared(instances, photos);
        }
        Arrays.sort(outages);
        results.add(new Result(outage, outages[LOSSES / 2]));
        return results;
    }

    /** They share this machine's processors. */
    private Index index(QueryLoad load) {
        Demand demand =
                new Demand(photos, 0, load.latenciesMs().length / load.seconds(), 0, 0, false, 1, 0, SESSION, 1);
        return new Index(
                demand,
                figures,
                new Hardware(Runtime.getRuntime().availableProcessors(), 1e9, 0.9),
                PARTITIONS,
                NAMES.size());
    }

    private static double memory(List<InstanceProcess> instances) throws IOException, InterruptedException {
        double bytes = 0;
        for (InstanceProcess instance : instances) {
            bytes += new ApiClient(instance.management()).metric("fourfold_index_memory_bytes");
        }
        return bytes;
    }

    /** Seconds from the death of the last instance until the first answers in full again. */
    private double outage(List<InstanceProcess> instances) throws Exception {
        ApiClient api = new ApiClient(instances.get(0).address());
        instances.get(instances.size() - 1).kill();
        long start = System.nanoTime();
        while (!complete(api)) {
            if (System.nanoTime() - start > OUTAGE_TIMEOUT.toNanos()) {
                throw new IllegalStateException("answers were not complete again after " + OUTAGE_TIMEOUT);
            }
            Thread.sleep(PAUSE_MS);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** A photo whose own partition is away is an error, and so no complete answer. */
    private static boolean complete(ApiClient api) throws InterruptedException {
        try {
            return api.similarToStored(SyntheticPhotos.id(0), 1)
                    .at("/shards/complete")
                    .asBoolean();
        } catch (IOException e) {
            return false;
        }
    }
}
