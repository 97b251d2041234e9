package io.fourfold.topology.shard;

import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.index.IndexTopology;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.Visibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts together what the partitions answer: of all for a search, of those that hold them for photos. */
final class ScatteredIndex {

    private final ShardMap map;
    private final ScatterGather scatter;

    ScatteredIndex(ShardMap map, ScatterGather scatter) {
        this.map = map;
        this.scatter = scatter;
    }

    IndexState.Found<CaptionedImage> captions(Collection<String> imageIds) {
        return lookUp(IndexTopology.CAPTIONS_STORE, imageIds, ShardQuery.Captions::new);
    }

    IndexState.Found<IndexedImage> embeddings(Collection<String> imageIds) {
        return lookUp(IndexTopology.SIMILARITY_STORE, imageIds, ShardQuery.Embeddings::new);
    }

    IndexState.Found<byte[]> thumbnails(Collection<String> imageIds) {
        return lookUp(IndexTopology.THUMBNAILS_STORE, imageIds, ShardQuery.Thumbnails::new);
    }

    /** The answers of all partitions that answer. */
    <A> IndexState.Answers<A> ask(ShardQuery<A> query) {
        int total = map.partitions(query.store());
        var answers = scatter.gather(query, IntStream.range(0, total).boxed().collect(Collectors.toSet()));
        requireAny(answers.values());
        return new IndexState.Answers<>(
                answers.values().stream().map(ShardAnswer::value).toList(), new Shards(answers.size(), total));
    }

    /** A partition answers if all of its photos can be looked up, whose captions may be on another instance than they are. */
    IndexState.Answers<ListedImages> list(ShardQuery.Listing query) {
        IndexState.Answers<ListedImages> listed = ask(query);
        if (query.ofAll()) {
            return listed;
        }
        IndexState.Found<CaptionedImage> captions = captions(listed.answers().stream()
                .flatMap(answer -> answer.imageIds().stream())
                .toList());
        List<ListedImages> read = listed.answers().stream()
                .filter(answer -> Collections.disjoint(answer.imageIds(), captions.unanswered()))
                .map(answer -> answer.read(captions.found(), query.wanted()))
                .toList();
        requireAny(read);
        return new IndexState.Answers<>(
                read, new Shards(read.size(), listed.shards().total()));
    }

    IndexState.Counted count(Visibility visibility) {
        ShardQuery.Count query = new ShardQuery.Count(visibility);
        SortedSet<Integer> missing = IntStream.range(0, map.partitions(query.store()))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        int total = missing.size();
        var answers = scatter.gather(query, missing);
        missing.removeAll(answers.keySet());
        return new IndexState.Counted(
                answers.values().stream().mapToLong(ShardAnswer::value).sum(), total, missing);
    }

    private static void requireAny(Collection<?> answers) {
        if (answers.isEmpty()) {
            throw new NotReadyException("No partition of the index answers");
        }
    }

    private <T> IndexState.Found<T> lookUp(
            String store,
            Collection<String> imageIds,
            Function<Map<Integer, List<String>>, ShardQuery<Map<String, T>>> query) {
        Map<Integer, List<String>> byPartition =
                imageIds.stream().distinct().collect(Collectors.groupingBy(id -> map.partition(store, id)));
        var answers = scatter.gather(query.apply(byPartition), byPartition.keySet());
        Map<String, T> found = new HashMap<>();
        List<String> unanswered = new ArrayList<>();
        byPartition.forEach((partition, ids) -> {
            if (answers.containsKey(partition)) {
                found.putAll(answers.get(partition).value());
            } else {
                unanswered.addAll(ids);
            }
        });
        return new IndexState.Found<>(found, unanswered);
    }
}
