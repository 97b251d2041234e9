package io.fourfold.topology.search;

import io.fourfold.model.Network;
import io.fourfold.schemas.SearchAnswered;
import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchError;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.schemas.SearchState;
import io.fourfold.schemas.SearchTimings;
import io.fourfold.schemas.UnknownWord;
import io.fourfold.topology.error.BadRecordException;
import io.fourfold.topology.kafka.WorkTimer;
import io.fourfold.topology.text.BatchInversion;
import io.fourfold.topology.text.InversionResult;
import io.fourfold.topology.text.InversionResult.Inverted;
import io.fourfold.topology.text.InversionResult.Refused;
import io.fourfold.topology.text.SearchMethod;
import io.fourfold.topology.text.SearchMetrics;
import io.fourfold.topology.text.SearchRanking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Takes requests, inverts those that wait together, and gathers what the partitions of the index answer. Everything that is
 * sent asks for a commit at once, since nobody sees it before; the commit interval does not matter.
 */
public final class SearchProcessor implements Processor<String, SpecificRecord, String, SpecificRecord> {

    /** Where vectors go. */
    static final String INVERTED_SINK = "search-inverted";

    /** Where the index's answers come from: a reminder goes behind them. */
    static final String ANSWERED_SINK = "search-time-over";

    /** Where answers go. */
    static final String COMPLETED_SINK = "search-completed";

    private static final Duration DEADLINE_CHECK = Duration.ofMillis(100);
    private static final int TIME_IS_OVER = -1;

    private final BatchInversion inversion;
    private final SearchAnswers answers;
    private final int shards;
    private final SearchLimits limits;
    private final SearchMetrics metrics;
    private final LongSupplier nanoTime;
    private ProcessorContext<String, SpecificRecord> context;
    private OpenSearches searches;
    private WorkTimer inversionTimer;
    private WorkTimer deadlineTimer;

    /**
     * @param shards partitions of the index
     * @param nanoTime measures how long inversions take
     */
    public SearchProcessor(
            Network network, int shards, SearchLimits limits, SearchMetrics metrics, LongSupplier nanoTime) {
        this.inversion = new BatchInversion(network);
        this.answers = new SearchAnswers(network, shards);
        this.shards = shards;
        this.limits = limits;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> processorContext) {
        context = processorContext;
        searches = new OpenSearches(
                context.getStateStore(SearchStores.OPEN),
                context.getStateStore(SearchStores.ANSWERED),
                SearchStores.ANSWERS_REMEMBERED);
        inversionTimer =
                new WorkTimer(context, limits.linger(), () -> searches.waiting() > 0, this::invertUnlessIndexIsBehind);
        deadlineTimer = new WorkTimer(context, DEADLINE_CHECK, () -> searches.inFlight() > 0, this::remindOfOverdue);
        searches.takeOver(state -> limits.indexDeadline(state, now()));
        inversionTimer.start();
        deadlineTimer.start();
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.key() == null || record.key().isEmpty()) {
            throw new BadRecordException("the search has no key; the key is the query id");
        }
        if (record.value() instanceof SearchRequested request) {
            accept(record, request);
        } else if (record.value() instanceof SearchAnswered answer) {
            gather(record.key(), answer);
        } else {
            throw new BadRecordException("the search has no value");
        }
    }

    private void accept(Record<String, SpecificRecord> record, SearchRequested request) {
        String queryId = record.key();
        if (searches.knows(queryId, now())) {
            metrics.repeated();
            return;
        }
        SearchState state = new SearchState(
                request, Instant.ofEpochMilli(record.timestamp()), null, RequestHeaders.of(record.headers()));
        Optional<String> problem = RequestCheck.problem(request);
        if (problem.isPresent()) {
            refuse(queryId, state, new SearchError("bad-request", problem.get()), List.of());
            return;
        }
        if (refuseTooLate(queryId, state)) {
            return;
        }
        searches.add(queryId, state);
        // Whoever finds nothing to wait for goes first; those that come meanwhile are inverted together.
        if (searches.inFlight() == 0 || searches.waiting() > limits.waiting()) {
            invertBatch();
        }
        inversionTimer.start();
    }

    private void invertUnlessIndexIsBehind() {
        if (searches.inFlight() < limits.inFlight()) {
            invertBatch();
        }
    }

    private void invertBatch() {
        List<String> queryIds = searches.takeWaiting(limits.batch()).stream()
                .filter(id -> !refuseTooLate(id, searches.get(id)))
                .toList();
        if (queryIds.isEmpty()) {
            return;
        }
        List<SearchState> states = queryIds.stream().map(searches::get).toList();
        long start = now();
        long startNanos = nanoTime.getAsLong();
        List<InversionResult> results = inversion.invert(
                states.stream().map(state -> state.getRequest().getText()).toList(), SearchMethod.INVERSION);
        // The context's time stands still meanwhile.
        long tookMs = (nanoTime.getAsLong() - startNanos) / 1_000_000;
        metrics.inverted(queryIds.size(), Duration.ofMillis(tookMs));
        for (int i = 0; i < results.size(); i++) {
            SearchState state = states.get(i);
            long queuedMs = Math.max(0, start - state.getRequestedAt().toEpochMilli());
            if (results.get(i) instanceof Inverted inverted) {
                send(queryIds.get(i), state, inverted, start + tookMs, new SearchTimings(queuedMs, tookMs, 0L, 0L));
            } else if (results.get(i) instanceof Refused refused) {
                refuse(queryIds.get(i), state, SearchAnswers.error(refused), refused.unknownWords());
            }
        }
        deadlineTimer.start();
        context.commit();
    }

    private void send(String queryId, SearchState state, Inverted inverted, long now, SearchTimings timings) {
        long deadline = limits.indexDeadline(state, now);
        state.setSent(SentSearches.begin(inverted, inversion.modelVersion(), now, timings));
        searches.send(queryId, state, deadline);
        context.forward(
                new Record<>(
                        queryId,
                        SentSearches.vector(state, context.taskId().partition(), Instant.ofEpochMilli(deadline)),
                        now),
                INVERTED_SINK);
    }

    private void gather(String queryId, SearchAnswered answer) {
        Optional<SearchState> open = searches.sent(queryId);
        if (open.isEmpty() || SentSearches.has(open.get().getSent(), answer.getShard())) {
            metrics.late();
            return;
        }
        SearchState state = open.get();
        if (answer.getShard() == TIME_IS_OVER) {
            complete(queryId, state, answers.answer(state, now()));
            context.commit();
            return;
        }
        SentSearches.add(
                state.getSent(),
                answer,
                SearchRanking.candidates(state.getRequest().getK()));
        if (state.getSent().getShardsAnswered().size() < shards) {
            searches.update(queryId, state);
            return;
        }
        complete(queryId, state, answers.answer(state, now()));
        context.commit();
        if (searches.waiting() > 0) {
            invertUnlessIndexIsBehind();
        }
    }

    /**
     * Closes the books of searches whose time is over by a record behind the answers that have come: they count, also if
     * this task is so busy that it reads them late.
     */
    private void remindOfOverdue() {
        for (String queryId : searches.takeOverdue(now())) {
            SearchState state = searches.get(queryId);
            SearchAnswered reminder =
                    new SearchAnswered(TIME_IS_OVER, context.taskId().partition(), state.getRequestedAt(), List.of());
            context.forward(new Record<>(queryId, reminder, now()), ANSWERED_SINK);
            context.commit();
        }
    }

    /** Answers a search that nobody waits for any more, without work. */
    private boolean refuseTooLate(String queryId, SearchState state) {
        long lateMs = now() - limits.deadline(state);
        if (lateMs <= 0) {
            return false;
        }
        String message = "The search would have begun " + lateMs
                + " ms after its time limit, which runs from the request's timestamp; search again";
        refuse(queryId, state, new SearchError("too-late", message), List.of());
        return true;
    }

    private void refuse(String queryId, SearchState state, SearchError error, List<UnknownWord> unknownWords) {
        long queuedMs = Math.max(0, now() - state.getRequestedAt().toEpochMilli());
        SearchTimings timings = new SearchTimings(queuedMs, 0L, 0L, 0L);
        complete(queryId, state, answers.refusal(state.getRequest(), error, unknownWords, timings));
        context.commit();
    }

    private void complete(String queryId, SearchState state, SearchCompleted answer) {
        long now = now();
        searches.close(queryId, now);
        context.forward(new Record<>(queryId, answer, now, RequestHeaders.toKafka(state.getHeaders())), COMPLETED_SINK);
        metrics.answered(
                SearchAnswers.outcome(answer),
                Duration.ofMillis(Math.max(0, now - state.getRequestedAt().toEpochMilli())));
    }

    private long now() {
        return context.currentSystemTimeMs();
    }
}
