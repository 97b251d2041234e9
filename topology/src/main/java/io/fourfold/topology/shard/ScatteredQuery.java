package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One query on its way to the partitions of a store; for one thread. */
final class ScatteredQuery<A> {

    private static final Logger LOG = LoggerFactory.getLogger(ScatteredQuery.class);

    private final ShardQuery<A> query;
    private final Instances instances;
    private final CircuitBreaker circuits;
    private final LongSupplier nanoTime;
    private final long end;
    private final Set<Integer> missing;
    private final Map<Integer, ShardAnswer<A>> answers = new HashMap<>();
    private final Map<HostInfo, Set<Integer>> contacted = new HashMap<>();
    private final Set<HostInfo> failed = new HashSet<>();

    /**
     * @param end until which the whole query may last, on the clock of {@code nanoTime}; this instance's own partitions
     *     have all of that time, since asking it again would not help
     */
    ScatteredQuery(
            ShardQuery<A> query,
            Set<Integer> partitions,
            Instances instances,
            CircuitBreaker circuits,
            LongSupplier nanoTime,
            long end) {
        this.query = query;
        this.missing = new HashSet<>(partitions);
        this.instances = instances;
        this.circuits = circuits;
        this.nanoTime = nanoTime;
        this.end = end;
    }

    boolean complete() {
        return missing.isEmpty();
    }

    Map<Integer, ShardAnswer<A>> answers() {
        return answers;
    }

    /**
     * Asks the owners of what is missing.
     *
     * @param deadline until which answers are waited for, on the clock of {@code nanoTime}
     */
    void sendToOwners(Map<Integer, ShardOwners> owners, long deadline) {
        send(
                plan(partition ->
                        owners.getOrDefault(partition, ShardOwners.NONE).actives()),
                OptionalLong.empty(),
                deadline);
    }

    /**
     * Asks every instance for what is missing, since it may have moved to one that is not known for it yet.
     *
     * @param maxStandbyLag lets standbys answer, too
     * @param deadline until which answers are waited for, on the clock of {@code nanoTime}
     */
    void sendToAll(Set<HostInfo> known, OptionalLong maxStandbyLag, long deadline) {
        send(
                plan(partition -> maxStandbyLag.isPresent() ? known : notAskedFor(partition, known)),
                maxStandbyLag,
                deadline);
    }

    private void send(Map<HostInfo, Set<Integer>> plan, OptionalLong maxStandbyLag, long deadline) {
        long sent = nanoTime.getAsLong();
        Map<HostInfo, CompletableFuture<List<ShardAnswer<A>>>> awaited = new HashMap<>();
        plan.forEach((instance, partitions) -> {
            contacted.computeIfAbsent(instance, any -> new HashSet<>()).addAll(partitions);
            if (!instance.equals(instances.self())) {
                ShardRequest<A> request = request(partitions, maxStandbyLag, deadline);
                awaited.put(instance, instances.peers().send(instance, request, remaining(deadline)));
            }
        });
        if (plan.containsKey(instances.self())) {
            merge(runHere(request(plan.get(instances.self()), maxStandbyLag, end)));
        }
        awaited.forEach((instance, answer) -> merge(await(instance, answer, sent, deadline)));
    }

    /** Whom to ask for which of the missing partitions: of its candidates those that may answer in time. */
    private Map<HostInfo, Set<Integer>> plan(IntFunction<Set<HostInfo>> candidates) {
        Map<HostInfo, Set<Integer>> plan = new HashMap<>();
        for (int partition : missing) {
            for (HostInfo instance : candidates.apply(partition)) {
                plan.computeIfAbsent(instance, any -> new HashSet<>()).add(partition);
            }
        }
        plan.keySet().removeIf(instance -> failed.contains(instance) || circuits.isOpen(instance));
        return plan;
    }

    private Set<HostInfo> notAskedFor(int partition, Set<HostInfo> known) {
        Set<HostInfo> others = new HashSet<>(known);
        others.removeIf(instance -> contacted.getOrDefault(instance, Set.of()).contains(partition));
        return others;
    }

    private ShardRequest<A> request(Set<Integer> partitions, OptionalLong maxStandbyLag, long deadline) {
        return new ShardRequest<>(query, partitions, maxStandbyLag, instances.modelVersion(), deadline);
    }

    private void merge(List<ShardAnswer<A>> arrived) {
        for (ShardAnswer<A> answer : arrived) {
            answers.merge(answer.partition(), answer, ShardAnswer::fresher);
            missing.remove(answer.partition());
        }
    }

    private List<ShardAnswer<A>> runHere(ShardRequest<A> request) {
        try {
            return instances.local().answer(request);
        } catch (NotReadyException e) {
            LOG.debug("This instance cannot answer", e);
            return List.of();
        }
    }

    private List<ShardAnswer<A>> await(
            HostInfo instance, CompletableFuture<List<ShardAnswer<A>>> answer, long sent, long deadline) {
        try {
            List<ShardAnswer<A>> arrived = answer.get(remaining(deadline).toNanos(), TimeUnit.NANOSECONDS);
            circuits.answered(instance);
            return arrived;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("{}:{} does not answer: {}", instance.host(), instance.port(), reason(e));
            if (e instanceof TimeoutException || e.getCause() instanceof TimeoutException) {
                circuits.timedOut(instance, sent);
            } else {
                circuits.answered(instance);
            }
            failed.add(instance);
            answer.cancel(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
        }
        return List.of();
    }

    private Duration remaining(long deadline) {
        return Duration.ofNanos(Math.max(1, deadline - nanoTime.getAsLong()));
    }

    private static String reason(Exception e) {
        return e.getCause() == null ? "no answer in time" : e.getCause().toString();
    }
}
