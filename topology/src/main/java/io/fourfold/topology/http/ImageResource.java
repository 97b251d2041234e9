package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.model.linear.Vectors;
import io.fourfold.topology.query.DescribedImage;
import io.fourfold.topology.query.ImageQueries;
import io.fourfold.topology.query.ListAnswer;
import io.fourfold.topology.query.ListCursor;
import io.fourfold.topology.query.ListRequest;
import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.shard.Shards;
import io.fourfold.topology.similarity.IndexedImage;
import io.javalin.http.Context;
import java.util.List;

/** What is known of stored photos. */
final class ImageResource {

    private final ImageQueries queries;
    private final Pictures pictures;

    ImageResource(ImageQueries queries, Pictures pictures) {
        this.queries = queries;
        this.pictures = pictures;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/images",
                        "stored photos in the order of their ids: ?k=&minConfidence=&album=&owner=&cursor=",
                        this::list),
                Route.get("/v1/images/{id}", "captions and embedding of a stored photo: ?minConfidence=", this::image));
    }

    /** A page; {@code nextCursor} is left out on the last one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImagesJson(List<ListedJson> images, String nextCursor, Shards shards) {}

    /** One photo of it; what is not known, or has too little confidence, is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ListedJson(
            String imageId,
            String caption,
            Double confidence,
            String modelVersion,
            String sourceSha256,
            String owner,
            String album,
            String fileName,
            String picture) {}

    /** The answer about one photo; parts that have not arrived yet are left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImageJson(
            String imageId,
            String modelVersion,
            String sourceSha256,
            String owner,
            String album,
            String fileName,
            String picture,
            List<CaptionJson> captions,
            EmbeddingJson embedding) {}

    /**
     * The embedding's facts.
     *
     * @param size how many numbers it has
     * @param norm its Euclidean length
     */
    record EmbeddingJson(int size, double norm, String modelVersion) {}

    private void list(Context context) {
        ListRequest request = Parameters.list(context);
        double minConfidence = Parameters.minConfidence(context);
        ListAnswer answer =
                queries.visibleTo(Access.caller(context).visibility()).list(request);
        context.json(new ImagesJson(
                answer.images().stream()
                        .map(image -> listed(image.imageId(), image.image(), minConfidence))
                        .toList(),
                answer.next().map(ListCursor::encode).orElse(null),
                answer.shards()));
    }

    private ListedJson listed(String imageId, CaptionedImage image, double minConfidence) {
        HitCaption caption = HitCaption.of(image.captions().stream().findFirst(), minConfidence);
        return new ListedJson(
                imageId,
                caption.text(),
                caption.confidence(),
                image.modelVersion(),
                image.sourceSha256(),
                image.owner().orElse(null),
                image.album().orElse(null),
                image.fileName().orElse(null),
                pictures.of(imageId));
    }

    private void image(Context context) {
        double minConfidence = Parameters.minConfidence(context);
        DescribedImage image =
                queries.visibleTo(Access.caller(context).visibility()).image(context.pathParam("id"));
        context.json(json(image, minConfidence));
    }

    private ImageJson json(DescribedImage image, double minConfidence) {
        CaptionedImage captioned = image.captioned().orElse(null);
        IndexedImage embedded = image.embedded().orElse(null);
        EmbeddingJson embedding = embedded == null
                ? null
                : new EmbeddingJson(
                        embedded.vector().length, Vectors.length(embedded.vector()), embedded.modelVersion());
        if (captioned == null) {
            return new ImageJson(
                    image.imageId(),
                    embedded.modelVersion(),
                    embedded.sourceSha256(),
                    embedded.owner().orElse(null),
                    embedded.album().orElse(null),
                    null,
                    pictures.of(image.imageId()),
                    null,
                    embedding);
        }
        return new ImageJson(
                image.imageId(),
                captioned.modelVersion(),
                captioned.sourceSha256(),
                captioned.owner().orElse(null),
                captioned.album().orElse(null),
                captioned.fileName().orElse(null),
                pictures.of(image.imageId()),
                CaptionJson.of(captioned.captions(), minConfidence),
                embedding);
    }
}
