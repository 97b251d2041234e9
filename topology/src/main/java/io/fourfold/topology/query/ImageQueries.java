package io.fourfold.topology.query;

import io.fourfold.model.decoder.Caption;
import io.fourfold.topology.error.NotReadyException;
import io.fourfold.topology.kafka.FourfoldMetrics;
import io.fourfold.topology.shard.IndexState;
import io.fourfold.topology.shard.Indexes;
import io.fourfold.topology.shard.ListedImages;
import io.fourfold.topology.similarity.Cursor;
import io.fourfold.topology.similarity.IndexedImage;
import io.fourfold.topology.similarity.SimilarImage;
import io.fourfold.topology.similarity.SimilarImages;
import io.fourfold.topology.similarity.Visibility;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers queries about stored photos. Every method throws {@link NotReadyException} while the stores start, restore or
 * move.
 */
public record ImageQueries(Indexes indexes, FourfoldMetrics metrics) {

    /** The same of an index that has nothing but the photos that a visibility covers. */
    public ImageQueries visibleTo(Visibility visibility) {
        return new ImageQueries(indexes.visibleTo(visibility), metrics);
    }

    /**
     * What is known of a photo.
     *
     * @throws UnknownImageException if nothing is
     */
    public DescribedImage image(String imageId) {
        return find(imageId).orElseThrow(() -> new UnknownImageException(imageId));
    }

    /** What is known of a photo, if anything is. */
    public Optional<DescribedImage> find(String imageId) {
        IndexState state = indexes.inService();
        DescribedImage image = new DescribedImage(
                imageId,
                one(imageId, state.captions(Set.of(imageId))),
                one(imageId, state.embeddings(Set.of(imageId))));
        return image.captioned().isEmpty() && image.embedded().isEmpty() ? Optional.empty() : Optional.of(image);
    }

    /** How many photos there are. */
    public IndexState.Counted count() {
        return indexes.inService().count(Visibility.EVERYTHING);
    }

    /** Stored photos in the order of their ids. */
    public ListAnswer list(ListRequest request) {
        IndexState.Answers<ListedImages> found = indexes.inService().list(request.toQuery());
        if (!found.shards().complete()) {
            metrics.incompleteAnswer();
        }
        return ListAnswer.of(found, request.k());
    }

    /** A small picture of a photo, a JPEG file, if there is one. */
    public Optional<byte[]> thumbnail(String imageId) {
        return one(imageId, indexes.inService().thumbnails(Set.of(imageId)));
    }

    /**
     * A photo's embedding.
     *
     * @throws UnknownImageException if there is no such photo
     */
    public IndexedImage embedding(String imageId) {
        return embedding(imageId, indexes.inService());
    }

    /**
     * Photos that look like a stored one, which is left out.
     *
     * @throws UnknownImageException if there is no such photo
     * @throws ForeignCursorException if the request's cursor is another query's
     */
    public SimilarAnswer similarTo(String imageId, SimilarRequest request) {
        IndexState state = indexes.inService();
        IndexedImage image = embedding(imageId, state);
        int fingerprint = request.fingerprint(imageId + " " + image.sourceSha256(), image.modelVersion());
        request.requireOwnCursor(fingerprint);
        return search(request.toQuery(image.vector(), Optional.of(imageId)), image.modelVersion(), fingerprint, state);
    }

    /**
     * Photos that look like one that is not stored.
     *
     * @throws ForeignCursorException if the request's cursor is another query's
     */
    public SimilarAnswer similarTo(PhotoQueries.Embedding photo, SimilarRequest request) {
        int fingerprint = request.fingerprint(photo.sourceSha256(), photo.modelVersion());
        request.requireOwnCursor(fingerprint);
        return search(
                request.toQuery(photo.vector(), Optional.empty()),
                photo.modelVersion(),
                fingerprint,
                indexes.ofModel(photo.modelVersion()));
    }

    private SimilarAnswer search(SimilarImages query, String modelVersion, int fingerprint, IndexState state) {
        IndexState.Answers<SimilarImages.Hits> found = metrics.searching(() -> state.similar(query));
        if (!found.shards().complete()) {
            metrics.incompleteAnswer();
        }
        List<SimilarImage> ranked = found.answers().stream()
                .flatMap(answer -> answer.hits().stream())
                .sorted()
                .toList();
        List<SimilarImage> page = ranked.subList(0, Math.min(query.k(), ranked.size()));
        boolean more = ranked.size() > page.size() || found.answers().stream().anyMatch(SimilarImages.Hits::more);
        Optional<String> nextCursor = more && !page.isEmpty()
                ? Optional.of(new Cursor(page.get(page.size() - 1), fingerprint).encode())
                : Optional.empty();
        Map<String, Caption> captions = new BestCaptions(state)
                .of(page.stream().map(SimilarImage::imageId).toList());
        List<SimilarAnswer.Hit> hits = page.stream()
                .map(hit -> new SimilarAnswer.Hit(
                        hit.imageId(), hit.score(), Optional.ofNullable(captions.get(hit.imageId()))))
                .toList();
        return new SimilarAnswer(hits, modelVersion, nextCursor, found.shards());
    }

    private static IndexedImage embedding(String imageId, IndexState state) {
        return one(imageId, state.embeddings(Set.of(imageId))).orElseThrow(() -> new UnknownImageException(imageId));
    }

    private static <T> Optional<T> one(String imageId, IndexState.Found<T> found) {
        if (!found.unanswered().isEmpty()) {
            throw new NotReadyException("The part of the index that would know image '" + imageId
                    + "' does not answer; it may be moving to another instance");
        }
        return Optional.ofNullable(found.found().get(imageId));
    }
}
