package io.fourfold.topology.http;

import io.fourfold.model.files.Sha256;
import io.fourfold.model.image.PhotoFormat;
import io.fourfold.topology.config.FourfoldConfig.PictureSettings;
import io.fourfold.topology.query.ImageQueries;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;

/** Small pictures of stored photos. */
final class ThumbnailResource {

    private final ImageQueries queries;

    ThumbnailResource(ImageQueries queries) {
        this.queries = queries;
    }

    List<Route> routes() {
        return List.of(Route.get(
                PictureSettings.THUMBNAIL_PATH, "a small picture of a stored photo, a JPEG", this::thumbnail));
    }

    private void thumbnail(Context context) {
        String imageId = context.pathParam("id");
        Optional<byte[]> jpeg =
                queries.visibleTo(Access.caller(context).visibility()).thumbnail(imageId);
        if (jpeg.isEmpty()) {
            Problem.of(
                            "no-thumbnail",
                            "No thumbnail",
                            HttpStatus.NOT_FOUND,
                            "There is no thumbnail of image '" + imageId
                                    + "': there is no such photo, or it was described"
                                    + " while thumbnails.enabled was not set")
                    .send(context);
            return;
        }
        if (Revalidation.holds(context, '"' + Sha256.hex(jpeg.get()) + '"')) {
            return;
        }
        context.contentType(PhotoFormat.JPEG.contentType()).result(jpeg.get());
    }
}
