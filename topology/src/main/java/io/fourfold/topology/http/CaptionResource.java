package io.fourfold.topology.http;

import io.fourfold.topology.access.Scope;
import io.fourfold.topology.query.PhotoQueries;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;

/** Captions of a photo that is not stored. */
final class CaptionResource {

    private final PhotoQueries photos;

    CaptionResource(PhotoQueries photos) {
        this.photos = photos;
    }

    List<Route> routes() {
        return List.of(Route.post("/v1/captions", "captions of the photo in the body: ?minConfidence=", this::captions)
                .needs(Scope.READ));
    }

    /** The answer, best caption first. */
    record CaptionsJson(List<CaptionJson> captions, String modelVersion) {}

    private void captions(Context context) throws IOException {
        double minConfidence = Parameters.minConfidence(context);
        PhotoQueries.Captions answer = photos.captions(PhotoBody.read(context));
        context.json(new CaptionsJson(CaptionJson.of(answer.captions(), minConfidence), answer.modelVersion()));
    }
}
