package io.fourfold.topology.shard;

import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Partitions of one instance, each answering with one hit that names it and the instance. */
final class FakeShards implements ShardReader {

    private final String name;
    private final Map<Integer, Long> standbyLags = new HashMap<>();
    private final List<Integer> actives;

    FakeShards(String name, Integer... actives) {
        this.name = name;
        this.actives = List.of(actives);
    }

    FakeShards withStandby(int partition, long lag) {
        standbyLags.put(partition, lag);
        return this;
    }

    @Override
    @SuppressWarnings("unchecked") // These shards are asked one kind of query only.
    public <A> List<ShardAnswer<A>> answer(ShardRequest<A> request) {
        List<ShardAnswer<A>> answers = new ArrayList<>();
        for (int partition : request.partitions()) {
            Long lag = standbyLags.get(partition);
            if (actives.contains(partition)) {
                answers.add(new ShardAnswer<>(partition, true, 0, (A) hits(partition)));
            } else if (lag != null && request.maxStandbyLag().orElse(-1) >= lag) {
                answers.add(new ShardAnswer<>(partition, false, lag, (A) hits(partition)));
            }
        }
        return answers;
    }

    private SimilarImages.Hits hits(int partition) {
        return new SimilarImages.Hits(List.of(new SimilarImage(partition + "@" + name, 0.5f)), false);
    }
}
