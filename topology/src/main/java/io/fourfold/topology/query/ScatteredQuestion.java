package io.fourfold.topology.query;

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
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One question on its way to the partitions of a store; for one thread. */
final class ScatteredQuestion<A> {

    private static final Logger LOG = LoggerFactory.getLogger(ScatteredQuestion.class);

    private final ShardQuestion<A> question;
    private final Instances instances;
    private final LongSupplier nanoTime;
    private final Set<Integer> missing;
    private final Map<Integer, ShardAnswer<A>> answers = new HashMap<>();
    private final Map<HostInfo, Set<Integer>> asked = new HashMap<>();
    private final Set<HostInfo> failed = new HashSet<>();

    ScatteredQuestion(ShardQuestion<A> question, Set<Integer> partitions, Instances instances, LongSupplier nanoTime) {
        this.question = question;
        this.missing = new HashSet<>(partitions);
        this.instances = instances;
        this.nanoTime = nanoTime;
    }

    boolean complete() {
        return missing.isEmpty();
    }

    Map<Integer, ShardAnswer<A>> answers() {
        return answers;
    }

    /**
     * Asks the owners of what is missing, but no instance that failed to answer before.
     *
     * @param maxStandbyLag lets standbys answer, too
     * @param deadline until which answers are waited for, on the clock of {@code nanoTime}
     */
    void ask(Map<Integer, ShardOwners> owners, OptionalLong maxStandbyLag, long deadline) {
        Map<HostInfo, Set<Integer>> plan = plan(owners, maxStandbyLag.isPresent());
        Map<HostInfo, CompletableFuture<List<ShardAnswer<A>>>> awaited = new HashMap<>();
        plan.forEach((instance, partitions) -> {
            asked.computeIfAbsent(instance, any -> new HashSet<>()).addAll(partitions);
            if (!instance.equals(instances.self())) {
                ShardRequest<A> request = request(partitions, maxStandbyLag);
                awaited.put(instance, instances.peers().ask(instance, request, remaining(deadline)));
            }
        });
        if (plan.containsKey(instances.self())) {
            merge(askSelf(request(plan.get(instances.self()), maxStandbyLag)));
        }
        awaited.forEach((instance, answer) -> merge(await(instance, answer, deadline)));
    }

    private Map<HostInfo, Set<Integer>> plan(Map<Integer, ShardOwners> owners, boolean standbys) {
        Map<HostInfo, Set<Integer>> plan = new HashMap<>();
        for (int partition : missing) {
            ShardOwners of = owners.getOrDefault(partition, ShardOwners.NONE);
            Set<HostInfo> candidates = new HashSet<>(of.actives());
            if (standbys) {
                candidates.addAll(of.standbys());
            } else {
                candidates.removeIf(
                        instance -> asked.getOrDefault(instance, Set.of()).contains(partition));
            }
            candidates.removeAll(failed);
            candidates.forEach(instance ->
                    plan.computeIfAbsent(instance, any -> new HashSet<>()).add(partition));
        }
        return plan;
    }

    private ShardRequest<A> request(Set<Integer> partitions, OptionalLong maxStandbyLag) {
        return new ShardRequest<>(question, partitions, maxStandbyLag, instances.modelVersion());
    }

    private void merge(List<ShardAnswer<A>> arrived) {
        for (ShardAnswer<A> answer : arrived) {
            answers.merge(answer.partition(), answer, ShardAnswer::fresher);
            missing.remove(answer.partition());
        }
    }

    private List<ShardAnswer<A>> askSelf(ShardRequest<A> request) {
        try {
            return instances.local().answer(request);
        } catch (NotReadyException e) {
            LOG.debug("This instance cannot answer", e);
            return List.of();
        }
    }

    private List<ShardAnswer<A>> await(
            HostInfo instance, CompletableFuture<List<ShardAnswer<A>>> answer, long deadline) {
        try {
            return answer.get(remaining(deadline).toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("{}:{} does not answer: {}", instance.host(), instance.port(), reason(e));
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
