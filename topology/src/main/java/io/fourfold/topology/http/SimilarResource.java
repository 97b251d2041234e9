package io.fourfold.topology.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fourfold.topology.access.Scope;
import io.fourfold.topology.query.ImageQueries;
import io.fourfold.topology.query.PhotoQueries;
import io.fourfold.topology.query.SimilarAnswer;
import io.fourfold.topology.query.SimilarRequest;
import io.fourfold.topology.shard.Shards;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/** Photos that look alike. */
final class SimilarResource {

    /**
     * Cosine from which on two photos count as nearly the same. Of 100 training photos, all had it with their copy of
     * JPEG quality 40 and 40 with their copy of half the size; of 400, 2 had it with another photo.
     */
    private static final float NEARLY_THE_SAME = 0.9f;

    private static final float ANY_SCORE = -1;

    private final ImageQueries queries;
    private final PhotoQueries photos;

    SimilarResource(ImageQueries queries, PhotoQueries photos) {
        this.queries = queries;
        this.photos = photos;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/images/{id}/similar",
                        "photos that look like a stored one: ?k=&minScore=&minConfidence=&album=&owner=&cursor=",
                        this::similarToStored),
                Route.get(
                        "/v1/images/{id}/duplicates",
                        "photos nearly the same as a stored one: ?minScore=&k=&minConfidence=&album=&owner=&cursor=",
                        this::duplicates),
                Route.post(
                                "/v1/images/similar",
                                "photos that look like the one in the body: ?k=&minScore=&minConfidence=&album=&owner=&cursor=",
                                this::similarToBody)
                        .needs(Scope.READ));
    }

    /** The answer; {@code nextCursor} is left out on the last page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SimilarJson(List<HitJson> hits, String modelVersion, String nextCursor, Shards shards) {}

    /** One hit; {@code caption} and {@code confidence} are left out if it cannot be had or has too little. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HitJson(String imageId, float score, String caption, Double confidence) {}

    private void similarToStored(Context context) {
        SimilarRequest request = Parameters.similar(context, ANY_SCORE);
        double minConfidence = Parameters.minConfidence(context);
        context.json(json(queries.similarTo(context.pathParam("id"), request), minConfidence));
    }

    private void duplicates(Context context) {
        SimilarRequest request = Parameters.similar(context, NEARLY_THE_SAME);
        double minConfidence = Parameters.minConfidence(context);
        context.json(json(queries.similarTo(context.pathParam("id"), request), minConfidence));
    }

    private void similarToBody(Context context) throws IOException {
        SimilarRequest request = Parameters.similar(context, ANY_SCORE);
        double minConfidence = Parameters.minConfidence(context);
        context.json(json(queries.similarTo(photos.embedding(PhotoBody.read(context)), request), minConfidence));
    }

    private static SimilarJson json(SimilarAnswer answer, double minConfidence) {
        List<HitJson> hits =
                answer.hits().stream().map(hit -> hit(hit, minConfidence)).toList();
        return new SimilarJson(hits, answer.modelVersion(), answer.nextCursor().orElse(null), answer.shards());
    }

    private static HitJson hit(SimilarAnswer.Hit hit, double minConfidence) {
        HitCaption caption = HitCaption.of(hit.caption(), minConfidence);
        return new HitJson(hit.imageId(), hit.score(), caption.text(), caption.confidence());
    }
}
