package io.fourfold.bench;

import io.fourfold.infra.client.SearchEvents;
import io.fourfold.infra.client.SearchEvents.Answer;
import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Searches by events on instances that already run.
 *
 * @param roundTrip is measured beside single queries, for comparison
 * @param texts to search for, in turn
 */
public record SearchBench(SearchEvents searches, CommitRoundTrip roundTrip, List<String> texts) {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(90);

    /** Repeated answers would come within this time. */
    private static final Duration REPEATS_AWAITED = Duration.ofSeconds(5);

    public SearchBench {
        texts = List.copyOf(texts);
    }

    /** Something that happens while queries wait. */
    public interface Incident {
        void happen() throws Exception;
    }

    /**
     * Queries that waited together.
     *
     * @param answers read, repeated ones included
     * @param queries answered at least once
     * @param complete answers that every partition of the index is in
     * @param seconds until the last query was answered
     * @param silence longest time in seconds in which no answer came
     */
    public record Backlog(int answers, int queries, int complete, double seconds, double silence) {}

    /**
     * Sends a query when the one before is answered.
     *
     * @param prefix of the query ids
     * @param progress is told how many are answered
     */
    public SearchTimes oneAtATime(String prefix, int count, IntConsumer progress) {
        List<SearchTimes.Search> done = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            ask(prefix + i, i);
            Reading reading = new Reading();
            reading.await(1, answered -> {});
            double wholeMs = (System.nanoTime() - start) / 1e6;
            SearchCompleted answer = reading.answers.get(0).completed();
            done.add(new SearchTimes.Search(wholeMs, answer.getTimings(), roundTrip.millis()));
            progress.accept(i + 1);
        }
        return new SearchTimes(done);
    }

    /**
     * Sends all queries at once, reads as many answers, and waits whether more come.
     *
     * @param prefix of the query ids
     * @param incident happens when a third has been answered
     * @param progress is told how many are answered
     */
    public Backlog queued(String prefix, int count, Incident incident, IntConsumer progress) throws Exception {
        long start = System.nanoTime();
        IntStream.range(0, count).forEach(i -> ask(prefix + i, i));
        Reading reading = new Reading();
        reading.await(count / 3, progress);
        incident.happen();
        reading.await(count, progress);
        double seconds = (System.nanoTime() - start) / 1e9;
        double silence = reading.longestSilence / 1e9;
        long end = System.nanoTime() + REPEATS_AWAITED.toNanos();
        while (System.nanoTime() < end) {
            reading.poll();
        }
        return new Backlog(reading.answers.size(), reading.queries(), reading.complete(), seconds, silence);
    }

    private void ask(String queryId, int i) {
        searches.request(
                queryId,
                SearchRequested.newBuilder()
                        .setText(texts.get(i % texts.size()))
                        .build());
    }

    /** Reads answers. */
    private final class Reading {

        private final List<Answer> answers = new ArrayList<>();
        private long lastArrival = System.nanoTime();
        private long longestSilence;

        void await(int count, IntConsumer progress) {
            while (answers.size() < count) {
                poll();
                progress.accept(answers.size());
                if (System.nanoTime() - lastArrival > SILENCE_TIMEOUT.toNanos()) {
                    throw new IllegalStateException(
                            answers.size() + " of " + count + " answers came, then none for " + SILENCE_TIMEOUT);
                }
            }
        }

        void poll() {
            boolean arrived = answers.addAll(searches.poll(POLL));
            long now = System.nanoTime();
            longestSilence = Math.max(longestSilence, now - lastArrival);
            lastArrival = arrived ? now : lastArrival;
        }

        int queries() {
            Set<String> ids = new HashSet<>();
            answers.forEach(answer -> ids.add(answer.queryId()));
            return ids.size();
        }

        int complete() {
            return (int) answers.stream()
                    .map(Answer::completed)
                    .filter(answer ->
                            answer.getError() == null && answer.getShardsAnswered() == answer.getShardsTotal())
                    .count();
        }
    }
}
