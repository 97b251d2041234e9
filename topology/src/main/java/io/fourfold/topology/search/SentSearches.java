package io.fourfold.topology.search;

import io.fourfold.model.inversion.QueryWord;
import io.fourfold.schemas.SearchAnswered;
import io.fourfold.schemas.SearchCandidate;
import io.fourfold.schemas.SearchInverted;
import io.fourfold.schemas.SearchRequested;
import io.fourfold.schemas.SearchState;
import io.fourfold.schemas.SearchTimings;
import io.fourfold.schemas.SentSearch;
import io.fourfold.schemas.UnderstoodWord;
import io.fourfold.topology.kafka.AvroVector;
import io.fourfold.topology.text.InversionResult.Inverted;
import io.fourfold.topology.text.SearchRanking;
import io.fourfold.topology.text.SearchRanking.Candidate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is kept of a search while the index works on it. */
final class SentSearches {

    private static final Comparator<SearchCandidate> NEAREST_FIRST =
            Comparator.comparing(SearchCandidate::getCosine).reversed().thenComparing(SearchCandidate::getImageId);

    private SentSearches() {}

    static SentSearch begin(Inverted inverted, String modelVersion, long now, SearchTimings timings) {
        return new SentSearch(
                modelVersion,
                AvroVector.of(inverted.query().embedding()),
                inverted.query().scale().mean(),
                inverted.query().scale().deviation(),
                inverted.unknownWords(),
                Instant.ofEpochMilli(now),
                timings.getQueuedMs(),
                timings.getInversionMs(),
                List.of(),
                List.of(),
                words(inverted.query().query().words()));
    }

    private static List<UnderstoodWord> words(List<QueryWord> words) {
        return words.stream()
                .map(word -> new UnderstoodWord(word.word(), word.understoodAs(), word.known()))
                .toList();
    }

    /** What the partitions of the index get to see. */
    static SearchInverted vector(SearchState state, int replyPartition, Instant deadline) {
        SearchRequested request = state.getRequest();
        return new SearchInverted(
                state.getSent().getVector(),
                state.getSent().getModelVersion(),
                SearchRanking.candidates(request.getK()),
                request.getRerank(),
                request.getOwner(),
                request.getAlbum(),
                replyPartition,
                state.getRequestedAt(),
                deadline,
                true);
    }

    static boolean has(SentSearch search, int shard) {
        return search.getShardsAnswered().contains(shard);
    }

    /** Adds what a partition found; keeps only as many candidates as can become hits. */
    static void add(SentSearch search, SearchAnswered answer, int candidates) {
        List<Integer> shards = new ArrayList<>(search.getShardsAnswered());
        shards.add(answer.getShard());
        search.setShardsAnswered(shards);
        List<SearchCandidate> merged = new ArrayList<>(search.getCandidates());
        merged.addAll(answer.getCandidates());
        merged.sort(NEAREST_FIRST);
        search.setCandidates(new ArrayList<>(merged.subList(0, Math.min(candidates, merged.size()))));
    }

    static List<Candidate> candidates(SentSearch search) {
        return search.getCandidates().stream()
                .map(candidate -> new Candidate(candidate.getImageId(), candidate.getCosine(), embedding(candidate)))
                .toList();
    }

    private static float[] embedding(SearchCandidate candidate) {
        return candidate.getCompactVector() == null
                ? AvroVector.toArray(candidate.getVector())
                : AvroVector.toArray(candidate.getCompactVector());
    }
}
