package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether this instance's part of the index is answered. The application may run although it is not: just after a crash
 * the group still counts on the instance that died. An instance that is given no partition is ready once the others
 * answer for all of them, one with partitions once it has answered for its first ones. From then on it stays ready, since
 * what happens to others is not its state: the partitions of one that died are restored here, and would be answered by
 * nobody else if this instance did not answer either.
 */
final class IndexReadiness {

    /** A photo that there is not: looking it up costs next to nothing. */
    private static final List<String> PROBE = List.of("");

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final List<Function<Map<Integer, List<String>>, ShardQuery<?>>> QUERIES =
            List.of(ShardQuery.Captions::new, ShardQuery.Embeddings::new);

    private final ShardMap map;
    private final ScatterGather scatter;
    private final Instances instances;
    private volatile boolean joined;
    private volatile boolean answered;

    IndexReadiness(ShardMap map, ScatterGather scatter, Instances instances) {
        this.map = map;
        this.scatter = scatter;
        this.instances = instances;
    }

    boolean ready() {
        try {
            List<ShardRequest<?>> owned =
                    QUERIES.stream().<ShardRequest<?>>map(this::owned).toList();
            if (owned.stream().allMatch(request -> request.partitions().isEmpty())) {
                joined = joined || answered || QUERIES.stream().allMatch(this::allAnswered);
                return joined;
            }
            answered |= owned.stream().allMatch(this::answeredHere);
        } catch (NotReadyException e) {
            // A busy instance may have come to it too late, which says nothing of an index that has answered before.
        }
        return answered;
    }

    /** The query for those partitions that are this instance's to answer. */
    private ShardRequest<?> owned(Function<Map<Integer, List<String>>, ShardQuery<?>> query) {
        Set<Integer> partitions = new HashSet<>();
        map.owners(query.apply(Map.of()).store()).forEach((partition, owners) -> {
            if (owners.actives().contains(instances.self())) {
                partitions.add(partition);
            }
        });
        return new ShardRequest<>(
                query.apply(probes(partitions)),
                partitions,
                OptionalLong.empty(),
                instances.modelVersion(),
                System.nanoTime() + TIMEOUT.toNanos());
    }

    private boolean answeredHere(ShardRequest<?> request) {
        return instances.local().answer(request).size() == request.partitions().size();
    }

    private boolean allAnswered(Function<Map<Integer, List<String>>, ShardQuery<?>> query) {
        int partitions = map.partitions(query.apply(Map.of()).store());
        Set<Integer> all = IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
        return scatter.gather(query.apply(probes(all)), all).size() == partitions;
    }

    private static Map<Integer, List<String>> probes(Set<Integer> partitions) {
        return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> PROBE));
    }
}
