package io.fourfold.topology.query;

import io.fourfold.model.Network;
import io.fourfold.model.decoder.Caption;
import io.fourfold.model.inversion.InvertedQuery;
import io.fourfold.schemas.UnknownWord;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import io.fourfold.topology.text.InversionQueue;
import io.fourfold.topology.text.InversionResult;
import io.fourfold.topology.text.InversionResult.Inverted;
import io.fourfold.topology.text.InversionResult.Refused;
import io.fourfold.topology.text.SearchMethod;
import io.fourfold.topology.text.SearchRanking;
import io.fourfold.topology.text.SearchRanking.Candidate;
import io.fourfold.topology.text.SearchRanking.Hit;
import io.fourfold.topology.text.SearchRanking.Ranked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Searches photos by text, at once: the text becomes a vector, whose nearest photos are ranked again. */
public final class TextQueries {

    private final Network network;
    private final InversionQueue inversions;
    private final IndexState state;
    private final FourfoldMetrics metrics;
    private final Limits limits;
    private final LongSupplier nanoTime;
    private final Semaphore rankings;
    private final BestCaptions bestCaptions;

    /**
     * What an instance takes on.
     *
     * @param methods that may be asked for
     * @param timeout how long a text waits for its inversion, and its photos for their ranking
     * @param rankings photos of so many searches are ranked at the same time, since each keeps a processor busy
     */
    public record Limits(Set<SearchMethod> methods, Duration timeout, int rankings) {}

    /**
     * @param network whose texts the queue inverts
     */
    public TextQueries(
            Network network,
            InversionQueue inversions,
            IndexState state,
            FourfoldMetrics metrics,
            Limits limits,
            LongSupplier nanoTime) {
        this(network, inversions, state, metrics, limits, nanoTime, new Semaphore(limits.rankings(), true));
    }

    private TextQueries(
            Network network,
            InversionQueue inversions,
            IndexState state,
            FourfoldMetrics metrics,
            Limits limits,
            LongSupplier nanoTime,
            Semaphore rankings) {
        this.network = network;
        this.inversions = inversions;
        this.state = state;
        this.metrics = metrics;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.rankings = rankings;
        this.bestCaptions = new BestCaptions(state);
    }

    /** The same of an index that has nothing but the photos that a visibility covers. */
    public TextQueries visibleTo(Visibility visibility) {
        return new TextQueries(network, inversions, state.visibleTo(visibility), metrics, limits, nanoTime, rankings);
    }

    /** Methods that may be asked for. */
    public Set<SearchMethod> methods() {
        return limits.methods();
    }

    /**
     * The photos that show what a text says.
     *
     * @throws InexpressibleTextException if the network knows none of its words, or there are too many
     * @throws TextSearchMissingException if the network cannot search by text
     * @throws io.fourfold.topology.text.TooManySearchesException if too many wait already
     * @throws NotReadyException if the index or the inversion does not answer
     */
    public TextAnswer search(TextRequest request) {
        long start = nanoTime.getAsLong();
        Inverted inverted = inverted(request.text(), request.method());
        long invertedAt = nanoTime.getAsLong();
        SimilarImages query = query(request, inverted.query());
        IndexState.Answers<SimilarImages.Hits> found = metrics.searching(() -> state.similar(query));
        if (!found.shards().complete()) {
            metrics.incompleteAnswer();
        }
        List<SimilarImage> nearest = found.answers().stream()
                .flatMap(answer -> answer.hits().stream())
                .sorted()
                .limit(query.k())
                .toList();
        long foundAt = nanoTime.getAsLong();
        Ranked ranked = rank(request, inverted.query(), nearest);
        Map<String, Caption> captions =
                bestCaptions.of(ranked.hits().stream().map(Hit::imageId).toList());
        return new TextAnswer(
                ranked.hits().stream()
                        .map(hit -> new TextAnswer.Hit(
                                hit.imageId(), hit.score(), Optional.ofNullable(captions.get(hit.imageId()))))
                        .toList(),
                inverted.query().query().words(),
                inverted.unknownWords(),
                network.version(),
                ranked.reranked(),
                found.shards(),
                new TextAnswer.Timings(
                        Duration.ofNanos(invertedAt - start),
                        Duration.ofNanos(foundAt - invertedAt),
                        Duration.ofNanos(nanoTime.getAsLong() - foundAt)));
    }

    /**
     * A text as a vector.
     *
     * @param vector direction of the photos that it describes, {@code [300]}
     * @param unknownWords that were left out
     * @param modelVersion version of the network that understood it
     */
    public record Understood(float[] vector, List<UnknownWord> unknownWords, String modelVersion) {}

    /** Turns a text into a vector, as {@link #search} does, and throws what that throws. */
    public Understood understand(String text) {
        Inverted inverted = inverted(text, SearchMethod.INVERSION);
        return new Understood(inverted.query().embedding(), inverted.unknownWords(), network.version());
    }

    private Inverted inverted(String text, SearchMethod method) {
        InversionResult result = await(text, method);
        if (result instanceof Inverted inverted) {
            return inverted;
        }
        Refused refused = (Refused) result;
        throw switch (refused.reason()) {
            case INEXPRESSIBLE -> new InexpressibleTextException(refused.message(), refused.unknownWords());
            case UNSUPPORTED -> new TextSearchMissingException(refused.message());
            case FAILED -> new IllegalStateException(refused.message());
        };
    }

    private InversionResult await(String text, SearchMethod method) {
        CompletableFuture<InversionResult> result = inversions.invert(text, method);
        try {
            return result.get(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            throw new NotReadyException(
                    "The text was not understood in " + limits.timeout().toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("The search was interrupted");
        }
    }

    private SimilarImages query(TextRequest request, InvertedQuery inverted) {
        return new SimilarImages(
                inverted.embedding(),
                SearchRanking.candidates(request.k()),
                -1,
                request.owner(),
                request.album(),
                Optional.empty(),
                Optional.empty());
    }

    private Ranked rank(TextRequest request, InvertedQuery query, List<SimilarImage> nearest) {
        if (nearest.isEmpty()) {
            return new Ranked(List.of(), false);
        }
        if (!request.method().reranked()) {
            return rankByCosine(request, query, nearest);
        }
        IndexState.Found<IndexedImage> embeddings =
                state.embeddings(nearest.stream().map(SimilarImage::imageId).toList());
        return embeddings.unanswered().isEmpty()
                ? rankByLikelihood(request, query, nearest, embeddings.found())
                : rankByCosine(request, query, nearest);
    }

    /** Leaves out what was deleted meanwhile. */
    private Ranked rankByLikelihood(
            TextRequest request,
            InvertedQuery query,
            List<SimilarImage> nearest,
            Map<String, IndexedImage> embeddings) {
        List<Candidate> candidates = nearest.stream()
                .filter(hit -> embeddings.containsKey(hit.imageId()))
                .map(hit -> new Candidate(
                        hit.imageId(),
                        hit.score(),
                        embeddings.get(hit.imageId()).vector()))
                .toList();
        awaitTurnToRank();
        try {
            return new SearchRanking(network.textSearch())
                    .byLikelihood(query, candidates, request.k(), request.minScore());
        } finally {
            rankings.release();
        }
    }

    private void awaitTurnToRank() {
        try {
            if (!rankings.tryAcquire(limits.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new NotReadyException("Too many searches are before this one; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReadyException("The search was interrupted");
        }
    }

    private static Ranked rankByCosine(TextRequest request, InvertedQuery query, List<SimilarImage> nearest) {
        List<Candidate> candidates = nearest.stream()
                .map(hit -> new Candidate(hit.imageId(), hit.score(), new float[0]))
                .toList();
        return SearchRanking.byCosine(query.scale(), candidates, request.k(), request.minScore());
    }
}
