package io.fourfold.topology.query;

import io.fourfold.schemas.ImageCaptioned;
import io.fourfold.topology.FourfoldMetrics;
import io.fourfold.topology.store.Cursor;
import io.fourfold.topology.store.IndexedImage;
import io.fourfold.topology.store.SimilarImage;
import io.fourfold.topology.store.SimilarImages;
import java.util.List;
import java.util.Optional;

/**
 * Answers questions about stored photos. Every method throws {@link NotReadyException} while the stores start, restore or
 * move.
 */
public final class ImageQueries {

    private final IndexState state;
    private final FourfoldMetrics metrics;

    public ImageQueries(IndexState state, FourfoldMetrics metrics) {
        this.state = state;
        this.metrics = metrics;
    }

    /**
     * What is known of a photo.
     *
     * @throws UnknownImageException if nothing is
     * @throws OwnedElsewhereException if another instance keeps it
     */
    public DescribedImage image(String imageId) {
        DescribedImage image = new DescribedImage(imageId, state.captions(imageId), state.embedding(imageId));
        if (image.captioned().isEmpty() && image.embedded().isEmpty()) {
            throw new UnknownImageException(imageId);
        }
        return image;
    }

    /**
     * Photos that look like a stored one, which is left out.
     *
     * @throws UnknownImageException if there is no such photo
     * @throws OwnedElsewhereException if another instance keeps it
     */
    public SimilarAnswer similarTo(String imageId, SimilarRequest request) {
        IndexedImage image = state.embedding(imageId).orElseThrow(() -> new UnknownImageException(imageId));
        return search(request.toQuery(image.vector(), image.modelVersion(), Optional.of(imageId)));
    }

    /**
     * Photos that look like one that is not stored.
     *
     * @param vector its embedding
     * @param modelVersion version of the network that made it
     * @throws ModelVersionMismatchException if all stored embeddings are of other networks
     */
    public SimilarAnswer similarTo(float[] vector, String modelVersion, SimilarRequest request) {
        return search(request.toQuery(vector, modelVersion, Optional.empty()));
    }

    private SimilarAnswer search(SimilarImages query) {
        IndexState.Answers found = metrics.searching(() -> state.similar(query));
        requireComparable(query, found.answers());
        List<SimilarImage> ranked = found.answers().stream()
                .flatMap(answer -> answer.hits().stream())
                .sorted()
                .toList();
        List<SimilarImage> page = ranked.subList(0, Math.min(query.k(), ranked.size()));
        boolean more = ranked.size() > page.size() || found.answers().stream().anyMatch(SimilarImages.Hits::more);
        Optional<String> nextCursor = more && !page.isEmpty()
                ? Optional.of(new Cursor(page.get(page.size() - 1)).encode())
                : Optional.empty();
        List<SimilarAnswer.Hit> hits = page.stream()
                .map(hit -> new SimilarAnswer.Hit(hit.imageId(), hit.score(), bestCaption(hit.imageId())))
                .toList();
        return new SimilarAnswer(hits, query.modelVersion(), nextCursor, found.shards());
    }

    private static void requireComparable(SimilarImages query, List<SimilarImages.Hits> answers) {
        int photos = answers.stream().mapToInt(SimilarImages.Hits::photos).sum();
        int ofOtherVersions =
                answers.stream().mapToInt(SimilarImages.Hits::ofOtherVersions).sum();
        if (photos > 0 && photos == ofOtherVersions) {
            throw new ModelVersionMismatchException(query.modelVersion(), photos);
        }
    }

    /** Hits are shown with a caption where that needs no other instance. */
    private Optional<String> bestCaption(String imageId) {
        try {
            return state.captions(imageId).map(ImageQueries::best);
        } catch (NotReadyException | OwnedElsewhereException e) {
            return Optional.empty();
        }
    }

    private static String best(ImageCaptioned captioned) {
        return captioned.getCaptions().get(0).getText();
    }
}
