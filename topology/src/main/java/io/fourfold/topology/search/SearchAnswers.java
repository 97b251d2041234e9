package io.fourfold.topology.search;

import io.fourfold.model.Network;
import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.model.inversion.ScoreScale;
import io.fourfold.model.inversion.TextSearch;
import io.fourfold.schemas.SearchCompleted;
import io.fourfold.schemas.SearchError;
import io.fourfold.schemas.SearchHit;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.schemas.SearchState;
import io.fourfold.schemas.SearchTimings;
import io.fourfold.schemas.SentSearch;
import io.fourfold.schemas.UnknownWord;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.text.InversionResult.Refused;
import io.fourfold.topology.text.SearchRanking;
import io.fourfold.topology.text.SearchRanking.Candidate;
import io.fourfold.topology.text.SearchRanking.Ranked;
import java.util.List;

/** Makes the answers to searches. */
final class SearchAnswers {

    private static final float ANY_SCORE = Float.NEGATIVE_INFINITY;

    private final Network network;
    private final int shards;

    /**
     * @param shards partitions of the index
     */
    SearchAnswers(Network network, int shards) {
        this.network = network;
        this.shards = shards;
    }

    /** The answer to a search that never reached the index. */
    SearchCompleted refusal(
            SearchRequested request, SearchError error, List<UnknownWord> unknownWords, SearchTimings timings) {
        return new SearchCompleted(
                RequestCheck.repeated(request.getText()),
                List.of(),
                error,
                unknownWords,
                0,
                shards,
                false,
                false,
                network.version(),
                timings,
                List.of());
    }

    /**
     * The answer made of what the index has sent so far.
     *
     * @param now in ms since the epoch
     */
    SearchCompleted answer(SearchState state, long now) {
        SentSearch sent = state.getSent();
        int answered = sent.getShardsAnswered().size();
        SearchError error = error(sent, now);
        long start = System.nanoTime();
        Ranked ranked = error == null ? rank(state) : new Ranked(List.of(), false);
        long rankedMs = (System.nanoTime() - start) / 1_000_000;
        List<SearchHit> hits = ranked.hits().stream()
                .map(hit -> new SearchHit(hit.imageId(), hit.score()))
                .toList();
        return new SearchCompleted(
                state.getRequest().getText(),
                hits,
                error,
                sent.getUnknownWords(),
                answered,
                shards,
                answered < shards,
                ranked.reranked(),
                sent.getModelVersion(),
                new SearchTimings(
                        sent.getQueuedMs(),
                        sent.getInversionMs(),
                        now - sent.getSentAt().toEpochMilli(),
                        rankedMs),
                sent.getWords());
    }

    static SearchError error(Refused refused) {
        String code = switch (refused.reason()) {
            case INEXPRESSIBLE -> "inexpressible";
            case UNSUPPORTED -> "unsupported";
            case FAILED -> "failed";
        };
        return new SearchError(code, refused.message());
    }

    /** In one word, for metrics. */
    static String outcome(SearchCompleted answer) {
        if (answer.getError() != null) {
            return answer.getError().getCode();
        }
        return answer.getTimedOut() ? "timed-out" : "complete";
    }

    private static SearchError error(SentSearch sent, long now) {
        if (sent.getShardsAnswered().isEmpty()) {
            return new SearchError(
                    "not-ready",
                    "No partition of the index answered in "
                            + (now - sent.getSentAt().toEpochMilli()) + " ms; search again");
        }
        return null;
    }

    private Ranked rank(SearchState state) {
        SearchRequested request = state.getRequest();
        SentSearch sent = state.getSent();
        List<Candidate> candidates = SentSearches.candidates(sent);
        float minScore = request.getMinScore() == null ? ANY_SCORE : request.getMinScore();
        if (!request.getRerank() || !sent.getModelVersion().equals(network.version())) {
            return SearchRanking.byCosine(scale(sent), candidates, request.getK(), minScore);
        }
        TextSearch search = network.textSearch();
        return new SearchRanking(search).byLikelihood(inverted(state, search), candidates, request.getK(), minScore);
    }

    private static InvertedQuery inverted(SearchState state, TextSearch search) {
        SentSearch sent = state.getSent();
        return new InvertedQuery(
                search.understand(state.getRequest().getText()),
                AvroVector.toArray(sent.getVector()),
                0,
                Double.NaN,
                Double.NaN,
                scale(sent));
    }

    private static ScoreScale scale(SentSearch sent) {
        return new ScoreScale(sent.getScoreMean(), sent.getScoreDeviation());
    }
}
