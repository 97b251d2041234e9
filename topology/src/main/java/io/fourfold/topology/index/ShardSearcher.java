package io.fourfold.topology.index;

import io.fourfold.schemas.SearchAnswered;
import io.fourfold.schemas.SearchCandidate;
import io.fourfold.schemas.SearchInverted;
import io.fourfold.topology.error.BadRecordException;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.store.ActiveStores;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers searches from one partition of the index, once that has caught up: until then they wait. */
public final class ShardSearcher implements Processor<String, SearchInverted, String, SearchAnswered> {

    private static final Logger LOG = LoggerFactory.getLogger(ShardSearcher.class);

    private static final Duration WAITING_INTERVAL = Duration.ofMillis(50);

    private final String storeName;
    private final Optional<String> modelVersion;
    private final BooleanSupplier complete;
    private final Queue<Record<String, SearchInverted>> waiting = new ArrayDeque<>();
    private ProcessorContext<String, SearchAnswered> context;
    private Optional<ActiveStores> active = Optional.empty();
    private KeyValueStore<String, IndexedImage> store;

    /**
     * @param storeName of the similarity store
     * @param modelVersion of the network whose index this is: others' vectors are left to their indexes; empty answers all
     * @param complete whether the index is; until then its searches are left to the one that it comes after
     */
    public ShardSearcher(String storeName, Optional<String> modelVersion, BooleanSupplier complete) {
        this.complete = complete;
        this.storeName = storeName;
        this.modelVersion = modelVersion;
    }

    @Override
    public void init(ProcessorContext<String, SearchAnswered> processorContext) {
        context = processorContext;
        store = processorContext.getStateStore(storeName);
        active = ActiveStores.in(context.appConfigs());
        waiting.clear();
        active.ifPresent(
                known -> context.schedule(WAITING_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> answerWaiting()));
    }

    @Override
    public void process(Record<String, SearchInverted> record) {
        SearchInverted search = record.value();
        if (search == null) {
            throw new BadRecordException("the search has no vector");
        }
        if (!modelVersion.orElse(search.getModelVersion()).equals(search.getModelVersion())
                || !complete.getAsBoolean()) {
            return;
        }
        if (caughtUp()) {
            answer(record);
        } else {
            waiting.add(record);
        }
    }

    private boolean caughtUp() {
        return active.map(known ->
                        known.of(storeName).containsKey(context.taskId().partition()))
                .orElse(true);
    }

    private void answerWaiting() {
        while (!waiting.isEmpty() && caughtUp()) {
            answer(waiting.remove());
        }
    }

    private void answer(Record<String, SearchInverted> record) {
        SearchInverted search = record.value();
        long now = context.currentSystemTimeMs();
        if (now > search.getDeadline().toEpochMilli()) {
            LOG.info("Search '{}' has waited too long; nobody wants its answer any more", record.key());
            return;
        }
        SimilarImages.Hits hits = nearest(search);
        SearchAnswered answer = new SearchAnswered(
                context.taskId().partition(),
                search.getReplyPartition(),
                search.getRequestedAt(),
                hits.hits().stream().map(hit -> candidate(hit, search)).toList());
        context.forward(record.withValue(answer).withTimestamp(now));
    }

    /**
     * @throws InvalidStateStoreException if the store is closed or fails, which is no fault of the search
     * @throws IllegalArgumentException if the vector is of another size or not finite
     */
    private SimilarImages.Hits nearest(SearchInverted search) {
        SimilarImages query = new SimilarImages(
                AvroVector.toArray(search.getVector()),
                search.getCandidates(),
                -1,
                Optional.ofNullable(search.getOwner()),
                Optional.ofNullable(search.getAlbum()),
                Optional.empty(),
                Optional.empty());
        QueryResult<SimilarImages.Hits> result = store.query(query, PositionBound.unbounded(), new QueryConfig(false));
        if (result.isFailure()) {
            throw new InvalidStateStoreException("The index cannot be searched: " + result.getFailureMessage());
        }
        return result.getResult();
    }

    private SearchCandidate candidate(SimilarImage hit, SearchInverted search) {
        if (!search.getWithVectors()) {
            return new SearchCandidate(hit.imageId(), hit.score(), List.of(), null);
        }
        float[] vector = store.get(hit.imageId()).vector();
        // Searchers of an earlier release do not ask for compact vectors and cannot read them.
        return search.getCompactVectors()
                ? new SearchCandidate(hit.imageId(), hit.score(), List.of(), AvroVector.compact(vector))
                : new SearchCandidate(hit.imageId(), hit.score(), AvroVector.of(vector), null);
    }
}
