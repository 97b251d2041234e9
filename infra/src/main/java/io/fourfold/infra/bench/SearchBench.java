package io.fourfold.infra.bench;

import io.fourfold.infra.client.SearchEvents;
import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Searches by events on instances that already run. */
public final class SearchBench {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(90);

    private final SearchEvents searches;
    private final List<String> texts;

    /**
     * @param texts to search for, in turn
     */
    public SearchBench(SearchEvents searches, List<String> texts) {
        this.searches = searches;
        this.texts = List.copyOf(texts);
    }

    /** Something that happens while queries wait. */
    public interface Incident {
        void happen() throws Exception;
    }

    /**
     * Queries one at a time.
     *
     * @param totalMs from sending the request to reading the answer, sorted
     * @param inversionMs of these, sorted
     * @param rerankMs of these, sorted
     */
    public record Latencies(double[] totalMs, double[] inversionMs, double[] rerankMs) {

        /** Of one of the arrays. */
        public static double percentile(double[] sorted, double share) {
            return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
        }
    }

    /**
     * Queries that waited together.
     *
     * @param answers read, repeated ones included
     * @param queries answered at least once
     * @param complete answers that every partition of the index is in
     */
    public record Backlog(int answers, int queries, int complete, double seconds) {}

    /**
     * Sends a query when the one before is answered.
     *
     * @param prefix of the query ids
     */
    public Latencies oneAtATime(String prefix, int count) {
        double[] total = new double[count];
        double[] inversion = new double[count];
        double[] rerank = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            ask(prefix + i, i);
            SearchCompleted answer = await(1).get(0).completed();
            total[i] = (System.nanoTime() - start) / 1e6;
            inversion[i] = answer.getTimings().getInversionMs();
            rerank[i] = answer.getTimings().getRerankMs();
        }
        Arrays.sort(total);
        Arrays.sort(inversion);
        Arrays.sort(rerank);
        return new Latencies(total, inversion, rerank);
    }

    /**
     * Sends all queries at once and reads as many answers.
     *
     * @param prefix of the query ids
     * @param incident happens when a third has been answered
     */
    public Backlog queued(String prefix, int count, Incident incident) throws Exception {
        long start = System.nanoTime();
        IntStream.range(0, count).forEach(i -> ask(prefix + i, i));
        List<SearchEvents.Answer> answers = new ArrayList<>(await(count / 3));
        incident.happen();
        answers.addAll(await(count - answers.size()));
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Integer> byQuery = new HashMap<>();
        answers.forEach(answer -> byQuery.merge(answer.queryId(), 1, Integer::sum));
        long complete = answers.stream()
                .filter(answer -> answer.completed().getError() == null
                        && answer.completed().getShardsAnswered()
                                == answer.completed().getShardsTotal())
                .count();
        return new Backlog(answers.size(), byQuery.size(), (int) complete, seconds);
    }

    /** Answers that still come, for as long as given. */
    public int late(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        int late = 0;
        while (System.nanoTime() < end) {
            late += searches.poll(POLL).size();
        }
        return late;
    }

    private void ask(String queryId, int i) {
        searches.ask(
                queryId,
                SearchRequested.newBuilder()
                        .setText(texts.get(i % texts.size()))
                        .build());
    }

    private List<SearchEvents.Answer> await(int count) {
        List<SearchEvents.Answer> answers = new ArrayList<>();
        long lastArrival = System.nanoTime();
        while (answers.size() < count) {
            if (answers.addAll(searches.poll(POLL))) {
                lastArrival = System.nanoTime();
            }
            if (System.nanoTime() - lastArrival > LONGEST_SILENCE.toNanos()) {
                throw new IllegalStateException(
                        answers.size() + " of " + count + " answers came, then none for " + LONGEST_SILENCE);
            }
        }
        return answers;
    }
}
