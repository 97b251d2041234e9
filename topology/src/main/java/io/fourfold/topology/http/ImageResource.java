package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.model.linear.Vectors;
import io.fourfold.topology.query.DescribedImage;
import io.fourfold.topology.query.ImageQueries;
import io.fourfold.topology.shard.CaptionedImage;
import io.fourfold.topology.similarity.IndexedImage;
import io.javalin.http.Context;
import java.util.List;

/** What is known of one photo. */
final class ImageResource {

    private final ImageQueries queries;

    ImageResource(ImageQueries queries) {
        this.queries = queries;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/images/{id}", "captions and embedding of a stored photo: ?minConfidence=", this::image));
    }

    /** The answer; parts that have not arrived yet are left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImageJson(
            String imageId,
            String modelVersion,
            String sourceSha256,
            String owner,
            String album,
            String fileName,
            List<CaptionJson> captions,
            EmbeddingJson embedding) {}

    /**
     * The embedding's facts.
     *
     * @param size how many numbers it has
     * @param norm its Euclidean length
     */
    record EmbeddingJson(int size, double norm, String modelVersion) {}

    private void image(Context context) {
        double minConfidence = Parameters.minConfidence(context);
        context.json(json(queries.image(context.pathParam("id")), minConfidence));
    }

    private static ImageJson json(DescribedImage image, double minConfidence) {
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
                CaptionJson.of(captioned.captions(), minConfidence),
                embedding);
    }
}
